// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The file that a level's policies were last read from. */
@Entity
@Table(name = "policy_file")
public class StoredFile extends PanacheEntityBase {
    @Id
    public String namespace;

    /** The link to Git that it came through; absent for an import. */
    public @Nullable UUID sourceId;

    /** The exact bytes. */
    public byte[] content;

    public Instant storedAt;
}
