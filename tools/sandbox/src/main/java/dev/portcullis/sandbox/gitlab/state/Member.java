// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A direct membership of a user in a project or group. */
public final class Member {
    public long userId;
    public int accessLevel;
    public Instant createdAt = Instant.EPOCH;
    public @Nullable Long createdById;
    public @Nullable LocalDate expiresAt;
}
