// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An invited group: its members get access, at most at this level. */
public final class GroupLink {
    public long groupId;
    public int accessLevel;
    public @Nullable LocalDate expiresAt;
}
