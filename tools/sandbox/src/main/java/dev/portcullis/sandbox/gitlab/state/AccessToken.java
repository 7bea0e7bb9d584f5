// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A personal, project, group or OAuth access token; only its digest is kept. */
public final class AccessToken {
    public long id;
    public String name = "";
    public String digest = "";
    public long userId;
    public List<String> scopes = new ArrayList<>();
    public boolean revoked;
    public Instant createdAt = Instant.EPOCH;
    public @Nullable Instant lastUsedAt;
    public @Nullable LocalDate expiresAt;

    /** Set for project and group access tokens: where the bot is a member, and with which level. */
    public @Nullable Long projectId;

    public @Nullable Long groupId;
    public int accessLevel;

    /** True if a call may use it for what {@code wanted} allows ({@code api} includes {@code read_api}). */
    public boolean allows(String wanted) {
        return scopes.contains(wanted)
                || (scopes.contains("api") && (wanted.equals("read_api") || wanted.equals("read_user")))
                || (scopes.contains("read_api") && wanted.equals("read_user"));
    }
}
