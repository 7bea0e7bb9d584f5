// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Verifies Portcullis JWTs with the keys at hand, where the other services ask this one for them over HTTP. */
@ApplicationScoped
@Alternative
@Priority(1)
public class OwnTokens extends JWTCallerPrincipalFactory {
    private final SigningKeys keys;

    OwnTokens(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        PublicJsonWebKey key = keys.verifying(keyId(token))
                .orElseThrow(() -> new ParseException("the token is signed with a key that is not ours"));
        JWTAuthContextInfo own = new JWTAuthContextInfo(context);
        own.setPublicKeyLocation(null);
        own.setPublicVerificationKey(key.getPublicKey());
        return new DefaultJWTCallerPrincipal(
                token, "JWT", new DefaultJWTTokenParser().parse(token, own).getJwtClaims());
    }

    private static String keyId(String token) throws ParseException {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setCompactSerialization(token);
            String kid = signature.getKeyIdHeaderValue();
            if (kid == null) {
                throw new ParseException("the token names no key");
            }
            return kid;
        } catch (JoseException e) {
            throw new ParseException("not a JWT", e);
        }
    }
}
