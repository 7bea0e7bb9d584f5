// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A key pair that signs Portcullis JWTs; the private half is sealed. */
@Entity
@Table(name = "signing_key")
public class SigningKey extends PanacheEntityBase {
    @Id
    public String kid;

    public String publicKey;
    public String privateKey;
    public Instant createdAt;
    public Instant signsUntil;
    public Instant publishedUntil;
}
