// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.secret.Secrets;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The ES256 keys of the Portcullis JWT, shared by all replicas through the database. A new key is published
 * {@link #HEAD_START} before it signs, so that every service knows it by then.
 */
@ApplicationScoped
class SigningKeys {
    private static final Duration HEAD_START = Duration.ofMinutes(10);
    private static final Duration PUBLISHED_AFTER = Duration.ofDays(1);
    private static final Duration REREAD = Duration.ofSeconds(30);
    private static final String PURPOSE = "signing-key";
    private static final long ROTATION_LOCK = 0x506f7274_4b657973L;

    private final EntityManager entities;
    private final Secrets secrets;
    private final Clock clock;
    private final AuditTrail audit;
    private final Duration keyLifetime;
    private volatile Known known = new Known(List.of(), Instant.EPOCH);

    SigningKeys(EntityManager entities, Secrets secrets, Clock clock, AuditTrail audit, SessionConfig config) {
        this.entities = entities;
        this.secrets = secrets;
        this.clock = clock;
        this.audit = audit;
        this.keyLifetime = config.keyLifetime();
    }

    private record Key(EllipticCurveJsonWebKey pair, Instant createdAt, Instant signsUntil, Instant publishedUntil) {}

    private record Known(List<Key> keys, Instant readAt) {}

    /** The key that signs now: the oldest one that all services know and that has not run out. */
    EllipticCurveJsonWebKey signing() {
        Instant now = clock.instant();
        List<Key> keys = usable(now);
        return keys.stream()
                .filter(key -> !key.createdAt().plus(HEAD_START).isAfter(now))
                .filter(key -> key.signsUntil().isAfter(now))
                .findFirst()
                .or(() -> keys.stream()
                        .filter(key -> key.signsUntil().isAfter(now))
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("there is no signing key"))
                .pair();
    }

    /** The public key of that id, read again from the database where it is not known here. */
    Optional<PublicJsonWebKey> verifying(String kid) {
        Optional<PublicJsonWebKey> found = find(kid, usable(clock.instant()));
        if (found.isPresent() || known.readAt().plus(Duration.ofSeconds(1)).isAfter(clock.instant())) {
            return found;
        }
        return find(kid, reread(clock.instant()));
    }

    /** The JWKS to publish. */
    String published() {
        List<JsonWebKey> keys = usable(clock.instant()).stream()
                .map(key -> (JsonWebKey) key.pair())
                .toList();
        return new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static Optional<PublicJsonWebKey> find(String kid, List<Key> keys) {
        return keys.stream()
                .map(Key::pair)
                .filter(pair -> kid.equals(pair.getKeyId()))
                .map(pair -> (PublicJsonWebKey) pair)
                .findFirst();
    }

    private List<Key> usable(Instant now) {
        Known snapshot = known;
        if (snapshot.keys().isEmpty() || snapshot.readAt().plus(REREAD).isBefore(now)) {
            return reread(now);
        }
        return snapshot.keys().stream()
                .filter(key -> key.publishedUntil().isAfter(now))
                .toList();
    }

    private List<Key> reread(Instant now) {
        List<Key> keys = QuarkusTransaction.requiringNew().call(() -> {
            List<SigningKey> rows = published(now);
            if (rows.stream().noneMatch(row -> row.signsUntil.isAfter(now.plus(HEAD_START)))) {
                rotate(now);
                rows = published(now);
            }
            return rows.stream().map(this::opened).toList();
        });
        known = new Known(keys, now);
        return keys;
    }

    private static List<SigningKey> published(Instant now) {
        return SigningKey.list("publishedUntil > ?1 order by createdAt, kid", now);
    }

    private void rotate(Instant now) {
        entities.createNativeQuery("select pg_advisory_xact_lock(" + ROTATION_LOCK + ")", Object.class)
                .getSingleResult();
        if (SigningKey.count("signsUntil > ?1", now.plus(HEAD_START)) > 0) {
            return;
        }
        EllipticCurveJsonWebKey pair = generate();
        SigningKey row = new SigningKey();
        row.kid = pair.getKeyId();
        row.publicKey = pair.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        row.privateKey = secrets.seal(PURPOSE, pair.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        row.createdAt = now;
        row.signsUntil = now.plus(keyLifetime);
        row.publishedUntil = row.signsUntil.plus(PUBLISHED_AFTER);
        row.persist();
        SigningKey.delete("publishedUntil < ?1", now);
        audit.add(
                AuditTrail.SERVICE,
                new AuditTrail.Entry("signing-key.created", row.kid, "", null, Map.of("algorithm", "ES256")));
    }

    private Key opened(SigningKey row) {
        try {
            EllipticCurveJsonWebKey pair = (EllipticCurveJsonWebKey)
                    PublicJsonWebKey.Factory.newPublicJwk(secrets.open(PURPOSE, row.privateKey));
            return new Key(pair, row.createdAt, row.signsUntil, row.publishedUntil);
        } catch (JoseException e) {
            throw new IllegalStateException("the stored signing key " + row.kid + " is not readable", e);
        }
    }

    private EllipticCurveJsonWebKey generate() {
        try {
            EllipticCurveJsonWebKey pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            pair.setKeyId(secrets.randomToken().substring(0, 16));
            pair.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            pair.setUse("sig");
            return pair;
        } catch (JoseException e) {
            throw new IllegalStateException("this Java runtime cannot make P-256 keys", e);
        }
    }
}
