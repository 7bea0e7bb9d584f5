// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What came of a file that somebody brought in. */
@Entity
@Table(name = "policy_import")
public class StoredImport extends PanacheEntityBase {
    @Id
    public UUID id;

    public String namespace;

    /** The report as JSON. */
    public String report;

    public String createdByName;
    public Instant createdAt;
}
