// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.token;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.policies.session.Holders;
import dev.portcullis.policies.session.PortcullisTokens;
import dev.portcullis.policies.session.PortcullisTokens.Holder;
import dev.portcullis.policies.session.PortcullisTokens.Issued;
import dev.portcullis.policies.token.ServiceToken.Scope;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Grant;
import dev.portcullis.service.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes, exchanges and revokes service tokens. */
@ApplicationScoped
class ServiceTokens {
    /** What a token begins with, so that secret scanners and people recognise it. */
    static final String PREFIX = "pcs_";

    private static final int MOST_PER_PERSON = 50;

    private final Secrets secrets;
    private final Holders holders;
    private final PortcullisTokens tokens;
    private final AuditTrail audit;
    private final Caller caller;
    private final Clock clock;

    ServiceTokens(
            Secrets secrets, Holders holders, PortcullisTokens tokens, AuditTrail audit, Caller caller, Clock clock) {
        this.secrets = secrets;
        this.holders = holders;
        this.tokens = tokens;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** A new token with its secret, which is shown this once. */
    record Made(ServiceToken token, String secret) {}

    /**
     * Makes a token that acts as the caller, within the given grants.
     *
     * @throws ProblemException 403 where the caller does not hold one of the grants
     */
    @Transactional
    Made make(String name, List<Grant> grants, Duration lifetime) {
        for (Grant grant : grants) {
            if (caller.grants().stream().noneMatch(own -> own.gives(grant.role(), grant.namespace()))) {
                throw problem(403, "Not allowed")
                        .detail("You do not hold " + grant.role() + " on '" + grant.namespace()
                                + "' yourself, so your token cannot.")
                        .build();
            }
        }
        Instant now = clock.instant();
        UUID person = UUID.fromString(caller.id());
        if (ServiceToken.count("personId = ?1 and revokedAt is null and expiresAt > ?2", person, now)
                >= MOST_PER_PERSON) {
            throw problem(409, "Too many tokens")
                    .detail("You have " + MOST_PER_PERSON + " tokens. Revoke one that you do not need.")
                    .build();
        }
        String secret = PREFIX + secrets.randomToken();
        ServiceToken token = new ServiceToken();
        token.id = Ids.timeOrdered();
        token.tokenDigest = Secrets.digest(secret);
        token.name = name;
        token.personId = person;
        grants.forEach(grant -> token.scopes.add(new Scope(grant.role(), grant.namespace())));
        token.createdBy = caller.name();
        token.createdAt = now;
        token.expiresAt = now.plus(lifetime);
        token.persist();
        audit.add(
                caller,
                new AuditTrail.Entry(
                        "service-token.created",
                        token.id.toString(),
                        "",
                        null,
                        Map.of("name", name, "expiresAt", token.expiresAt.toString())));
        return new Made(token, secret);
    }

    /** The caller's own tokens, the youngest first. */
    @Transactional
    List<ServiceToken> own() {
        return ServiceToken.list(
                "personId = ?1 and revokedAt is null order by createdAt desc, id", UUID.fromString(caller.id()));
    }

    /** Revokes one of the caller's own tokens; false where there is none of that id. */
    @Transactional
    boolean revoke(UUID id) {
        Optional<ServiceToken> found = ServiceToken.find(
                        "id = ?1 and personId = ?2 and revokedAt is null", id, UUID.fromString(caller.id()))
                .firstResultOptional();
        found.ifPresent(token -> {
            token.revokedAt = clock.instant();
            audit.add(caller, new AuditTrail.Entry("service-token.revoked", id, "", null));
        });
        return found.isPresent();
    }

    /**
     * A JWT for a token.
     *
     * @throws ProblemException 401 where the token is unknown, revoked or has run out
     */
    @Transactional
    Issued exchange(String secret) {
        Instant now = clock.instant();
        ServiceToken token = ServiceToken.find("tokenDigest", Secrets.digest(secret))
                .<ServiceToken>firstResultOptional()
                .filter(found -> found.isLive(now))
                .orElseThrow(() -> problem(401, "Not signed in")
                        .detail("This service token is unknown, revoked or has expired.")
                        .build());
        token.lastUsedAt = now;
        return tokens.issue(token.personId == null ? service(token) : person(token, token.personId));
    }

    private static Holder service(ServiceToken token) {
        return new Holder(
                "service:" + token.name, token.name, "service", token.grants(), List.of(), PortcullisTokens.VIA_TOKEN);
    }

    private Holder person(ServiceToken token, UUID personId) {
        Holder present = holders.person(personId);
        List<Grant> still = token.grants().stream()
                .filter(grant -> present.grants().stream().anyMatch(own -> own.gives(grant.role(), grant.namespace())))
                .toList();
        return new Holder(
                present.subject(),
                present.name(),
                present.kind(),
                still,
                present.identities(),
                PortcullisTokens.VIA_TOKEN);
    }
}
