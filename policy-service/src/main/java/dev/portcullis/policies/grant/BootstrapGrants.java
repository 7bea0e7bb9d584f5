// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.grant;

import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.bootstrap.BootstrapConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Map;

/** Inserts the configured first grants, each once in the life of the database. */
@ApplicationScoped
class BootstrapGrants {
    private final BootstrapConfig config;
    private final AuditTrail audit;
    private final EntityManager entities;
    private final Clock clock;

    BootstrapGrants(BootstrapConfig config, AuditTrail audit, EntityManager entities, Clock clock) {
        this.config = config;
        this.audit = audit;
        this.entities = entities;
        this.clock = clock;
    }

    @Transactional
    void insert(@Observes StartupEvent started) {
        entities.createNativeQuery("lock table access_grant in share row exclusive mode")
                .executeUpdate();
        config.grants().stream()
                .map(first -> Terms.parse(
                        first.subject(), first.role(), first.namespace().orElse("")))
                .filter(terms -> AccessGrant.count("terms", terms) == 0)
                .forEach(this::insert);
    }

    private void insert(Terms terms) {
        AccessGrant grant = new AccessGrant();
        grant.id = Ids.timeOrdered();
        grant.terms = terms;
        grant.createdAt = clock.instant();
        grant.persist();
        audit.add(
                AuditTrail.SERVICE,
                new AuditTrail.Entry(
                        "grant.given",
                        grant.id.toString(),
                        terms.namespace(),
                        "configured for the first start",
                        Map.of("subject", terms.subject(), "role", terms.role())));
    }
}
