// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A webhook of a project, a group or the instance. */
public final class Hook {
    public long id;
    public String url = "";
    public String name = "";
    public String description = "";
    public @Nullable String token;
    public @Nullable String signingToken;
    public Set<String> events = new LinkedHashSet<>();
    public String pushEventsBranchFilter = "";
    public boolean sslVerification = true;
    public Map<String, String> customHeaders = new LinkedHashMap<>();
    public Instant createdAt = Instant.EPOCH;
    public int recentFailures;
    public int backoffs;
    public @Nullable Instant disabledUntil;

    /** The history; it is not kept over a restart. */
    @JsonIgnore
    public List<HookEvent> deliveries = new ArrayList<>();
}
