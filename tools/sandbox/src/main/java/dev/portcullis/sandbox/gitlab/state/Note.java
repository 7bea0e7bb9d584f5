// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A comment on a merge request. */
public final class Note {
    public long id;
    public String body = "";
    public long authorId;
    public boolean system;
    public boolean internal;
    public Instant createdAt = Instant.EPOCH;
    public Instant updatedAt = Instant.EPOCH;
    public @Nullable Long resolvedById;
    public @Nullable Instant resolvedAt;
}
