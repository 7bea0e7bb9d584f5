// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import dev.portcullis.sandbox.gitlab.OAuthClient;
import dev.portcullis.sandbox.gitlab.SimulatedGitLab;
import dev.portcullis.sandbox.gitlab.SimulatedGitLabOptions;
import dev.portcullis.sandbox.gitlab.Tier;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two simulated GitLab instances, at both of which people can sign in to the service under test. */
public final class GitLabs implements QuarkusTestResourceLifecycleManager {
    static final String PUBLIC_URL = "https://portcullis.test";

    /** The user that Portcullis reads GitLab as. */
    static final String BOT = "portcullis-bot";

    /** The groups that are there from the beginning, and that Portcullis sees. */
    private static final List<String> GROUPS =
            List.of("acme", "acme/security", "acme/shop", "other", "other/x", "twice", "self");

    private static final List<String> NAMES = List.of("gitlab", "second");

    private final Map<String, SimulatedGitLab> running = new LinkedHashMap<>();

    @Override
    public Map<String, String> start() {
        Map<String, String> configuration = new LinkedHashMap<>();
        for (String name : NAMES) {
            String secret = "client-secret-of-" + name;
            OAuthClient client = new OAuthClient(
                    "portcullis",
                    "Portcullis",
                    secret,
                    List.of(PUBLIC_URL + "/api/v1/session/callback"),
                    List.of("openid", "profile", "email"),
                    true);
            SimulatedGitLab gitLab =
                    SimulatedGitLab.start(SimulatedGitLabOptions.of(Tier.FREE).withApplications(List.of(client)));
            running.put(name, gitLab);
            String prefix = name.equals("gitlab") ? "portcullis.oidc." : "portcullis.oidc.providers." + name + ".";
            configuration.put(prefix + "issuer-url", gitLab.baseUrl());
            configuration.put(prefix + "client-id", "portcullis");
            configuration.put(prefix + "client-secret", secret);
            configuration.put("test.gitlab." + name + ".root-token", gitLab.rootToken());
            configuration.put("portcullis.gitlab.instances." + name + ".url", gitLab.baseUrl());
            Accounts accounts = new Accounts(gitLab.baseUrl(), gitLab.rootToken());
            configuration.put("portcullis.gitlab.instances." + name + ".token", accounts.token(BOT));
            accounts.groups(BOT, GROUPS);
        }
        return configuration;
    }

    @Override
    public void stop() {
        running.values().forEach(SimulatedGitLab::close);
    }
}
