// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.util.List;

/** Project webhooks. */
public final class Hooks {
    private final Api api;

    Hooks(Api api) {
        this.api = api;
    }

    public List<Hook> list(long projectId) {
        return api.list(Endpoint.of("projects", projectId, "hooks"), Hook.class);
    }

    public Hook get(long projectId, long hookId) {
        return api.get(hook(projectId, hookId), Hook.class);
    }

    public Hook create(long projectId, NewHook hook) {
        return api.send("POST", Endpoint.of("projects", projectId, "hooks"), hook, Hook.class);
    }

    public Hook update(long projectId, long hookId, NewHook hook) {
        return api.send("PUT", hook(projectId, hookId), hook, Hook.class);
    }

    public void delete(long projectId, long hookId) {
        api.tell("DELETE", hook(projectId, hookId), null);
    }

    private static Endpoint hook(long projectId, long hookId) {
        return Endpoint.of("projects", projectId, "hooks", hookId);
    }
}
