// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A group, possibly nested, or (with {@link #userId} set) a user's personal namespace. */
public final class Group {
    public long id;
    public String name = "";
    public String path = "";
    public String description = "";
    public @Nullable Long parentId;
    public @Nullable Long userId;
    public Visibility visibility = Visibility.PRIVATE;
    public Instant createdAt = Instant.EPOCH;
    public Map<Long, Member> members = new TreeMap<>();
    public List<GroupLink> invited = new ArrayList<>();
    public Map<Long, Hook> hooks = new TreeMap<>();

    /** Of a top-level group. */
    public Map<Long, ComplianceFramework> complianceFrameworks = new TreeMap<>();

    /** Group-level settings that projects inherit (Premium), by their REST name. */
    public Map<String, Object> settings = new LinkedHashMap<>();

    /** {@code group} or {@code user}, as the namespaces API says. */
    public String kind() {
        return userId == null ? "group" : "user";
    }
}
