// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One policy of a source: what Git said last of it, and what came of that. */
@Entity
@Table(name = "policy_source_entry")
public class SourceEntry extends PanacheEntityBase {
    @Id
    public UUID id;

    public UUID sourceId;
    public String type;
    public String name;

    /** The digest of the text that Git had last; null once Git has it no more. */
    public @Nullable String sha256;

    public @Nullable String likeness;

    /** The policy; null while there is none yet. */
    public @Nullable UUID policyId;

    /** The last proposal that this source made about it. */
    public @Nullable UUID proposalId;

    /** The last commit at which Git said what is in force, or at which it was absent from both. */
    public @Nullable String settledSha;

    /** What is wrong with the text that Git has; null where nothing is. */
    public @Nullable String problem;

    public @Nullable Integer problemLine;
    public @Nullable Integer problemColumn;
}
