// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.token;

import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.bootstrap.BootstrapConfig;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.policies.token.ServiceToken.Scope;
import dev.portcullis.service.access.Role;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The tokens of the sibling services, from configuration: {@code portcullis.bootstrap.service-tokens.<name>} is the
 * secret, or {@code file:<path>} of a file that holds it. A changed secret replaces the one before.
 */
@ApplicationScoped
class BootstrapServiceTokens {
    private static final String FILE = "file:";
    private static final int SHORTEST = 32;

    private final BootstrapConfig config;
    private final AuditTrail audit;
    private final EntityManager entities;
    private final Clock clock;

    BootstrapServiceTokens(BootstrapConfig config, AuditTrail audit, EntityManager entities, Clock clock) {
        this.config = config;
        this.audit = audit;
        this.entities = entities;
        this.clock = clock;
    }

    @Transactional
    void insert(@Observes StartupEvent started) {
        entities.createNativeQuery("lock table service_token in share row exclusive mode")
                .executeUpdate();
        config.serviceTokens().forEach((name, value) -> insert(name, Secrets.digest(secret(name, value))));
    }

    private void insert(String name, String digest) {
        ServiceToken existing = ServiceToken.find("name = ?1 and personId is null and revokedAt is null", name)
                .firstResult();
        if (existing != null && existing.tokenDigest.equals(digest)) {
            return;
        }
        if (existing != null) {
            existing.revokedAt = clock.instant();
        }
        ServiceToken token = new ServiceToken();
        token.id = Ids.timeOrdered();
        token.tokenDigest = digest;
        token.name = name;
        token.scopes.add(new Scope(Role.SERVICE, ""));
        token.createdBy = "configuration";
        token.createdAt = clock.instant();
        token.persist();
        audit.add(
                AuditTrail.SERVICE,
                new AuditTrail.Entry(
                        "service-token.created",
                        token.id.toString(),
                        "",
                        null,
                        Map.of("name", name, "by", "configuration")));
    }

    private static String secret(String name, String value) {
        String secret = value.startsWith(FILE) ? read(name, Path.of(value.substring(FILE.length()))) : value;
        if (secret.strip().length() < SHORTEST) {
            throw new IllegalArgumentException("portcullis.bootstrap.service-tokens." + name + " has to be at least "
                    + SHORTEST + " random characters");
        }
        return secret.strip();
    }

    private static String read(String name, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "portcullis.bootstrap.service-tokens." + name + ": cannot read " + file, e);
        }
    }
}
