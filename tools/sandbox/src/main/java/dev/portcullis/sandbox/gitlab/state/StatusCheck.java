// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An external status check of a project (Ultimate). */
public final class StatusCheck {
    public long id;
    public String name = "";
    public String externalUrl = "";
    public @Nullable String sharedSecret;
    public Instant createdAt = Instant.EPOCH;
    public List<Long> protectedBranchIds = new ArrayList<>();
}
