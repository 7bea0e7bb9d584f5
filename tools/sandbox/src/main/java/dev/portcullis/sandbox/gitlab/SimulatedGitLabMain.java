// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs a simulated GitLab as a process of its own, until it is told to end.
 *
 * <p>Options: {@code --port N}, {@code --external-url URL}, {@code --tier free|premium|ultimate},
 * {@code --version V}, {@code --state DIRECTORY}. The administrator's token is read from the environment variable
 * {@code SANDBOX_GITLAB_ROOT_TOKEN}; without it a random one is printed. An OAuth application is registered from
 * {@code --client-id ID}, {@code --redirect-uri URL} (repeatable) and {@code SANDBOX_GITLAB_CLIENT_SECRET}.
 */
public final class SimulatedGitLabMain {
    private static final List<String> SCOPES = List.of("openid", "profile", "email");

    private SimulatedGitLabMain() {}

    /** Prints where the instance answers, then blocks. */
    public static void main(String[] arguments) throws InterruptedException {
        SimulatedGitLabOptions options = options(arguments, System.getenv("SANDBOX_GITLAB_ROOT_TOKEN"));
        CountDownLatch ended = new CountDownLatch(1);
        SimulatedGitLab gitlab = SimulatedGitLab.start(options);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gitlab.close();
                            ended.countDown();
                        },
                        "simulated-gitlab-shutdown"));
        System.out.println("Simulated GitLab (" + options.tier().plan() + ") answers at " + gitlab.baseUrl());
        if (options.rootToken() == null) {
            System.out.println("Administrator's token: " + gitlab.rootToken());
        }
        ended.await();
    }

    static SimulatedGitLabOptions options(String[] arguments, @Nullable String rootToken) {
        SimulatedGitLabOptions options = SimulatedGitLabOptions.of(Tier.FREE);
        List<String> redirects = new ArrayList<>();
        String clientId = null;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("The option " + arguments[i] + " lacks its value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--port" -> options = options.withPort(Integer.parseInt(value));
                case "--external-url" -> options = options.withExternalUrl(value);
                case "--tier" -> options = options.withTier(Tier.valueOf(value.toUpperCase(Locale.ROOT)));
                case "--version" -> options = options.withVersion(value);
                case "--state" -> options = options.withStateDirectory(Path.of(value));
                case "--client-id" -> clientId = value;
                case "--redirect-uri" -> redirects.add(value);
                default -> throw new IllegalArgumentException("There is no option " + arguments[i]);
            }
        }
        if (clientId != null) {
            options = options.withApplications(List.of(new OAuthClient(
                    clientId, "Portcullis", System.getenv("SANDBOX_GITLAB_CLIENT_SECRET"), redirects, SCOPES, true)));
        }
        return rootToken == null ? options : options.withRootToken(rootToken);
    }
}
