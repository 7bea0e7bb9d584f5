// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person, or the bot behind a project or group access token. */
public final class User {
    public long id;
    public String username = "";
    public String name = "";
    public String email = "";
    public boolean emailPublic;
    public boolean admin;
    public boolean bot;
    public boolean blocked;
    public long namespaceId;
    public Instant createdAt = Instant.EPOCH;

    /** Salted hash of the password; absent for those who cannot sign in on the web page. */
    public @Nullable String password;

    /** {@code active} or {@code blocked}. */
    public String state() {
        return blocked ? "blocked" : "active";
    }
}
