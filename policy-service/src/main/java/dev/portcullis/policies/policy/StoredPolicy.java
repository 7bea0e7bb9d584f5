// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.PolicyState;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** A policy as it stands; how it came to that is in its versions. */
@Entity
@Table(name = "policy")
public class StoredPolicy extends PanacheEntityBase {
    @Id
    public UUID id;

    public String levelKind;
    public String instance;
    public String path;
    public String namespace;
    public String type;
    public String name;
    public String state;
    public int version;
    public String sha256;
    public long revision;
    public String source;
    public Instant createdAt;
    public Instant updatedAt;

    /** The level that owns it. */
    public Level level() {
        return Levels.of(levelKind, instance, path);
    }

    /** Whether it is in force. */
    public PolicyState policyState() {
        return PolicyState.valueOf(state.toUpperCase(Locale.ROOT));
    }
}
