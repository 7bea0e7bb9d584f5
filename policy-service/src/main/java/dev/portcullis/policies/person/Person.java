// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.person;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A human being, or what passes for one until a sign-in says that it is a machine. */
@Entity
@Table(name = "person")
public class Person extends PanacheEntityBase {
    @Id
    public UUID id;

    public String name;
    public Instant createdAt;
}
