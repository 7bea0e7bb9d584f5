// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.oidc;

import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The RSA key that signs ID tokens; it lasts as long as the instance's state. */
final class SigningKey {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final int BITS = 2048;

    private final GitLabState state;
    private @Nullable RSAPrivateCrtKey key;

    SigningKey(GitLabState state) {
        this.state = state;
    }

    /** The public key as a JWK. */
    Map<String, @Nullable Object> jwk() {
        RSAPrivateCrtKey rsa = key();
        return Json.object(
                "kty",
                "RSA",
                "kid",
                kid(rsa),
                "e",
                encode(rsa.getPublicExponent()),
                "n",
                encode(rsa.getModulus()),
                "use",
                "sig",
                "alg",
                "RS256");
    }

    /** A signed JWT with these claims. */
    String sign(Map<String, @Nullable Object> claims) {
        RSAPrivateCrtKey rsa = key();
        String header = Json.write(Json.object("typ", "JWT", "kid", kid(rsa), "alg", "RS256"));
        String content = encode(header) + "." + encode(Json.write(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(rsa);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private RSAPrivateCrtKey key() {
        if (key == null) {
            key = load();
        }
        return key;
    }

    private RSAPrivateCrtKey load() {
        try {
            if (state.signingKey.isEmpty()) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(BITS);
                byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
                state.signingKey = Base64.getEncoder().encodeToString(encoded);
            }
            byte[] encoded = Base64.getDecoder().decode(state.signingKey);
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The thumbprint of RFC 7638. */
    private static String kid(RSAPrivateCrtKey rsa) {
        String canonical = "{\"e\":\"" + encode(rsa.getPublicExponent()) + "\",\"kty\":\"RSA\",\"n\":\""
                + encode(rsa.getModulus()) + "\"}";
        return URL.encodeToString(Digests.digest("SHA-256", canonical.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String encode(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int skip = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return URL.encodeToString(Arrays.copyOfRange(bytes, skip, bytes.length));
    }
}
