// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import dev.portcullis.service.access.GitLabIdentity;
import dev.portcullis.service.access.Grant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Issues the Portcullis JWT (design, section 7). */
@ApplicationScoped
public class PortcullisTokens {
    /** How long a token is good for, and so how long a revoked grant can still be used. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    /** Issued for a session that began with a sign-in. */
    public static final String VIA_SESSION = "session";

    /** Issued for a service token. */
    public static final String VIA_TOKEN = "token";

    private final SigningKeys keys;
    private final Clock clock;

    PortcullisTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Whom a token is for.
     *
     * @param subject the person's id, or {@code service:<name>}
     * @param name how people know them
     * @param kind {@code person} or {@code service}
     * @param grants what they may do
     * @param identities the GitLab users that the person is
     * @param via what the token was issued for: {@link #VIA_SESSION} or {@link #VIA_TOKEN}
     */
    public record Holder(
            String subject, String name, String kind, List<Grant> grants, List<GitLabIdentity> identities, String via) {
        public Holder {
            grants = List.copyOf(grants);
            identities = List.copyOf(identities);
        }
    }

    /**
     * A signed token.
     *
     * @param text the JWT in compact form
     * @param expiresAt when it stops being good
     */
    public record Issued(String text, Instant expiresAt) {
        @Override
        public String toString() {
            return "Issued[…, expiresAt=" + expiresAt + "]";
        }
    }

    /** Issues a token from now on. */
    public Issued issue(Holder holder) {
        Instant now = clock.instant();
        Instant expiresAt = Instant.ofEpochSecond(now.plus(LIFETIME).getEpochSecond());
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("portcullis");
        claims.setSubject(holder.subject());
        claims.setStringClaim("upn", holder.name());
        claims.setStringClaim("kind", holder.kind());
        claims.setStringClaim("via", holder.via());
        claims.setGeneratedJwtId();
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
        claims.setStringListClaim(
                "groups", holder.grants().stream().map(Grant::role).distinct().toList());
        claims.setClaim(
                "grants",
                holder.grants().stream()
                        .map(grant -> Map.of("role", grant.role(), "namespace", grant.namespace()))
                        .toList());
        claims.setClaim(
                "gitlab",
                holder.identities().stream()
                        .map(identity -> Map.of(
                                "instance", identity.instance(),
                                "userId", identity.userId(),
                                "username", identity.username()))
                        .toList());
        return new Issued(sign(claims), expiresAt);
    }

    private String sign(JwtClaims claims) {
        EllipticCurveJsonWebKey key = keys.signing();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setKey(key.getPrivateKey());
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign with key " + key.getKeyId(), e);
        }
    }
}
