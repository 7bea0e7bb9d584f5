// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.policies.policy.Levels;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The link of a level to the GitLab project that holds its policy file, and how far it has been read. */
@Entity
@Table(name = "policy_source")
public class PolicySource extends PanacheEntityBase {
    static final String PROPOSED = "proposed";
    static final String LINKED = "linked";
    static final String REJECTED = "rejected";
    static final String UNLINKED = "unlinked";

    @Id
    public UUID id;

    public String levelKind;
    public String instance;
    public String path;
    public String namespace;
    public long projectId;

    /** As it was when the project was last read; it can change, the id cannot. */
    public String projectPath;

    public String state;
    public long etag;
    public String reason;
    public UUID proposedBy;
    public String proposedByName;
    public Instant proposedAt;
    public @Nullable String decidedByName;
    public @Nullable Instant decidedAt;
    public @Nullable String endedByName;
    public @Nullable Instant endedAt;
    public @Nullable String endedReason;
    public @Nullable String branch;

    /** The commit whose file was last taken over. */
    public @Nullable String syncedSha;

    /** The last commit taken over of which every policy had a name. */
    public @Nullable String clearSha;

    public @Nullable Instant syncedAt;

    /** Why the file cannot be taken over now; null where it can. */
    public @Nullable String trouble;

    Level level() {
        return Levels.of(levelKind, instance, path);
    }

    ProjectRef project() {
        return new ProjectRef(instance, projectId, projectPath);
    }
}
