// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.util.List;
import java.util.Optional;

/** Groups and their direct members. */
public final class Groups {
    private final Api api;

    Groups(Api api) {
        this.api = api;
    }

    public Group get(long groupId) {
        return api.get(Endpoint.of("groups", groupId), Group.class);
    }

    /** The group of that full path. */
    public Optional<Group> find(String fullPath) {
        return api.find(Endpoint.of("groups", fullPath), Group.class);
    }

    /** Direct members only, not those of groups above or invited groups. */
    public List<Member> directMembers(long groupId) {
        return api.list(Endpoint.of("groups", groupId, "members"), Member.class);
    }
}
