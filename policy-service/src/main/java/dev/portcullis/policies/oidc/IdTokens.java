// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/** Verifies ID tokens (OpenID Connect Core 1.0, section 3.1.3.7) with the keys that the provider publishes. */
@ApplicationScoped
class IdTokens {
    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final AlgorithmConstraints ASYMMETRIC = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    private final Map<String, HttpsJwksVerificationKeyResolver> resolvers = new ConcurrentHashMap<>();

    /**
     * Verifies signature, issuer, audience, time and nonce.
     *
     * @param jwksUrl where the provider publishes its keys
     * @param nonce what the sign-in began with; null for a token that a refresh gave
     * @throws ProviderRefusedException where anything is wrong
     */
    JwtClaims verify(Provider provider, String jwksUrl, String idToken, @Nullable String nonce) {
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setVerificationKeyResolver(resolvers.computeIfAbsent(
                            jwksUrl, url -> new HttpsJwksVerificationKeyResolver(new HttpsJwks(url))))
                    .setJwsAlgorithmConstraints(ASYMMETRIC)
                    .setExpectedIssuers(true, provider.issuer(), provider.issuer() + "/")
                    .setExpectedAudience(provider.clientId())
                    .setRequireExpirationTime()
                    .setRequireSubject()
                    .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                    .build()
                    .processToClaims(idToken);
            if (nonce != null && !nonce.equals(claims.getClaimValueAsString("nonce"))) {
                throw new ProviderRefusedException("the ID token of " + provider + " is not for this sign-in");
            }
            return claims;
        } catch (InvalidJwtException e) {
            throw new ProviderRefusedException("the ID token of " + provider + " is not valid: " + e.getErrorDetails());
        }
    }
}
