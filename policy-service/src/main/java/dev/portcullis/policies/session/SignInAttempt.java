// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sign-in between its redirect to the provider and its return; it is used once. */
@Entity
@Table(name = "sign_in_attempt")
public class SignInAttempt extends PanacheEntityBase {
    @Id
    public String stateDigest;

    public String provider;
    public String browserDigest;
    public String nonce;
    public String codeVerifier;
    public String returnTo;
    public @Nullable UUID linkPersonId;
    public Instant expiresAt;
}
