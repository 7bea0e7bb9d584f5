// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import static java.util.Objects.requireNonNull;

import dev.portcullis.sandbox.gitlab.SimulatedGitLab;
import dev.portcullis.sandbox.gitlab.SimulatedGitLabOptions;
import dev.portcullis.sandbox.gitlab.Tier;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A simulated GitLab as the instance {@code gitlab}, with the bot's token; the arguments {@value #TIER} and
 * {@value #INSTANCE} say so where it is to be of another tier than Free or to have another name.
 */
public final class SandboxGitLab implements QuarkusTestResourceLifecycleManager {
    static final String TIER = "tier";
    static final String INSTANCE = "instance";
    static final String WEBHOOK_TOKEN = "the-webhook-secret";

    private static final Map<String, GitLabWorld> WORLDS = new ConcurrentHashMap<>();

    private SimulatedGitLab gitlab;
    private Tier tier = Tier.FREE;
    private String instance = "gitlab";
    private final Map<String, String> more = new LinkedHashMap<>();

    /** Takes the tier, and further configuration of the service. */
    @Override
    public void init(Map<String, String> arguments) {
        more.putAll(arguments);
        String wanted = more.remove(TIER);
        tier = wanted == null ? Tier.FREE : Tier.valueOf(wanted);
        String name = more.remove(INSTANCE);
        instance = name == null ? instance : name;
    }

    @Override
    public Map<String, String> start() {
        gitlab = SimulatedGitLab.start(SimulatedGitLabOptions.of(tier));
        GitLabWorld world = new GitLabWorld(instance, gitlab.baseUrl(), gitlab.rootToken());
        WORLDS.put(instance, world);
        String prefix = "portcullis.gitlab.instances." + instance + ".";
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(prefix + "url", gitlab.baseUrl());
        properties.put(prefix + "token", world.bot().token());
        properties.put(prefix + "webhook-token", WEBHOOK_TOKEN);
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

    /** The running instance of that name. */
    static GitLabWorld world(String instance) {
        return requireNonNull(WORLDS.get(instance), instance + " is not running");
    }
}
