// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import dev.portcullis.contracts.Actor;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.oidc.SignedIn;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.person.Person;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.policies.session.PortcullisTokens.Holder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions in the database: begin, use, recheck, end. */
@ApplicationScoped
class Sessions {
    private static final String REFRESH_TOKEN = "refresh-token";
    private static final Duration RECHECK_LEASE = Duration.ofSeconds(30);

    private final People people;
    private final Holders holders;
    private final Secrets secrets;
    private final AuditTrail audit;
    private final SessionConfig config;
    private final Clock clock;

    Sessions(People people, Holders holders, Secrets secrets, AuditTrail audit, SessionConfig config, Clock clock) {
        this.people = people;
        this.holders = holders;
        this.secrets = secrets;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    /** A recheck that this caller, and nobody else for a while, has to make. */
    record Recheck(String provider, String refreshToken) {
        @Override
        public String toString() {
            return "Recheck[" + provider + "]";
        }
    }

    /** Begins a session and gives its id, which is nowhere else. */
    @Transactional
    String begin(SignedIn signedIn, @Nullable UUID linkTo) {
        Instant now = clock.instant();
        Person person = people.recognise(signedIn, linkTo);
        String id = secrets.randomToken();
        Session session = new Session();
        session.idDigest = Secrets.digest(id);
        session.personId = person.id;
        session.provider = signedIn.provider().name();
        session.issuer = signedIn.provider().issuer();
        session.subject = signedIn.subject();
        session.createdAt = now;
        session.lastUsedAt = now;
        session.expiresAt = now.plus(config.lifetime());
        update(session, signedIn, now);
        session.persist();
        audit.add(
                actor(person),
                new AuditTrail.Entry(
                        linkTo == null ? "session.started" : "session.linked",
                        person.id.toString(),
                        "",
                        null,
                        Map.of("provider", session.provider, "username", signedIn.username())));
        return id;
    }

    /** Whom the session is of, and that it is in use; empty where there is none or it has run out. */
    @Transactional
    Optional<Holder> use(String id) {
        Instant now = clock.instant();
        return live(id, now).map(session -> {
            session.lastUsedAt = now;
            return holders.person(session.personId);
        });
    }

    /** Leases the recheck of the session at its provider, where one is due. */
    @Transactional
    Optional<Recheck> leaseRecheck(String id) {
        Instant now = clock.instant();
        return live(id, now)
                .filter(session -> session.verifiedAt.plus(config.recheck()).isBefore(now))
                .filter(session -> session.recheckLeasedUntil == null || session.recheckLeasedUntil.isBefore(now))
                .flatMap(session -> {
                    session.recheckLeasedUntil = now.plus(RECHECK_LEASE);
                    return Optional.ofNullable(session.refreshToken)
                            .map(stored -> new Recheck(session.provider, secrets.open(REFRESH_TOKEN, stored)));
                });
    }

    /** Keeps what the provider answered to a recheck. */
    @Transactional
    void rechecked(String id, SignedIn signedIn) {
        Instant now = clock.instant();
        live(id, now)
                .filter(session -> session.subject.equals(signedIn.subject()))
                .ifPresent(session -> {
                    people.recognise(signedIn, session.personId);
                    update(session, signedIn, now);
                    session.recheckLeasedUntil = null;
                });
    }

    /** Ends the session, if it is there; gives whose it was. */
    @Transactional
    void end(String id, String why) {
        Session session = Session.findById(Secrets.digest(id), LockModeType.PESSIMISTIC_WRITE);
        if (session != null) {
            Person person = Person.findById(session.personId);
            session.delete();
            audit.add(actor(person), new AuditTrail.Entry("session.ended", person.id, "", why));
        }
    }

    /** Whether the last answer of the provider is too old to go on without another. */
    @Transactional
    boolean isStale(String id) {
        Instant now = clock.instant();
        return live(id, now)
                .filter(session -> session.refreshToken != null)
                .filter(session -> session.verifiedAt
                        .plus(config.recheck())
                        .plus(config.recheckGrace())
                        .isBefore(now))
                .isPresent();
    }

    /** Deletes what has run out. */
    @Transactional
    void prune() {
        Instant now = clock.instant();
        Session.delete("expiresAt < ?1 or lastUsedAt < ?2", now, now.minus(config.idle()));
        SignInAttempt.delete("expiresAt < ?1", now);
    }

    private Optional<Session> live(String id, Instant now) {
        Optional<Session> found = Session.findByIdOptional(Secrets.digest(id), LockModeType.PESSIMISTIC_WRITE);
        return found.filter(session -> session.expiresAt.isAfter(now))
                .filter(session -> session.lastUsedAt.plus(config.idle()).isAfter(now));
    }

    private void update(Session session, SignedIn signedIn, Instant now) {
        session.verifiedAt = now;
        session.refreshToken =
                signedIn.refreshToken() == null ? null : secrets.seal(REFRESH_TOKEN, signedIn.refreshToken());
    }

    private static Actor actor(Person person) {
        return new Actor(Actor.Kind.PERSON, person.id.toString(), person.name);
    }
}
