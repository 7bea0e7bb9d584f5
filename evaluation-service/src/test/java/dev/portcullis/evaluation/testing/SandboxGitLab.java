// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import dev.portcullis.sandbox.gitlab.SimulatedGitLab;
import dev.portcullis.sandbox.gitlab.SimulatedGitLabOptions;
import dev.portcullis.sandbox.gitlab.Tier;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A simulated GitLab as the instance {@code gitlab}, with the bot's token; of the Free tier unless the argument
 * {@value #TIER} says otherwise.
 */
public final class SandboxGitLab implements QuarkusTestResourceLifecycleManager {
    static final String TIER = "tier";
    static final String WEBHOOK_TOKEN = "the-webhook-secret";

    private static GitLabWorld world;

    private SimulatedGitLab gitlab;
    private Tier tier = Tier.FREE;
    private final Map<String, String> more = new LinkedHashMap<>();

    /** Takes the tier, and further configuration of the service. */
    @Override
    public void init(Map<String, String> arguments) {
        more.putAll(arguments);
        String wanted = more.remove(TIER);
        tier = wanted == null ? Tier.FREE : Tier.valueOf(wanted);
    }

    @Override
    public Map<String, String> start() {
        gitlab = SimulatedGitLab.start(SimulatedGitLabOptions.of(tier));
        world = new GitLabWorld(gitlab.baseUrl(), gitlab.rootToken());
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("portcullis.gitlab.instances.gitlab.url", gitlab.baseUrl());
        properties.put("portcullis.gitlab.instances.gitlab.token", world.bot().token());
        properties.put("portcullis.gitlab.instances.gitlab.webhook-token", WEBHOOK_TOKEN);
        properties.put("portcullis.reconcile.every", "1h");
        properties.put("portcullis.evaluation.retry-missing", "1s");
        properties.putAll(more);
        return properties;
    }

    @Override
    public void stop() {
        if (gitlab != null) {
            gitlab.close();
        }
    }

    /** The running instance. */
    public static GitLabWorld world() {
        return world;
    }
}
