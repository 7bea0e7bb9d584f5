// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An approval of an exception. */
@Entity
@Table(name = "policy_exception_approval")
public class ExceptionApproval extends PanacheEntityBase {
    @Id
    public UUID id;

    public UUID exceptionId;
    public String digest;
    public UUID personId;
    public String personName;
    public @Nullable String comment;
    public Instant approvedAt;
}
