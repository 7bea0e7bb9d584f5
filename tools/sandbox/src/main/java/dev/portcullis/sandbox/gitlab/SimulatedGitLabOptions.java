// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated GitLab is to run.
 *
 * @param port the loopback port to listen on; 0 for a free one
 * @param externalUrl what the instance calls itself in links, hooks and as issuer; null for the loopback address
 * @param version for example {@code 18.2.0}
 * @param stateDirectory where the state is kept over restarts; null to forget it
 * @param rootToken the secret of the administrator {@code root}'s token; null for a random one
 * @param applications OAuth clients that are registered from the start
 */
public record SimulatedGitLabOptions(
        int port,
        @Nullable String externalUrl,
        Tier tier,
        String version,
        @Nullable Path stateDirectory,
        @Nullable String rootToken,
        List<OAuthClient> applications) {
    /** The version that is simulated unless another is asked for. */
    public static final String DEFAULT_VERSION = "18.2.0";

    public SimulatedGitLabOptions {
        applications = List.copyOf(applications);
    }

    /** A free port, nothing kept. */
    public static SimulatedGitLabOptions of(Tier tier) {
        return new SimulatedGitLabOptions(0, null, tier, DEFAULT_VERSION, null, null, List.of());
    }

    public SimulatedGitLabOptions withPort(int newPort) {
        return new SimulatedGitLabOptions(newPort, externalUrl, tier, version, stateDirectory, rootToken, applications);
    }

    public SimulatedGitLabOptions withExternalUrl(String newExternalUrl) {
        return new SimulatedGitLabOptions(port, newExternalUrl, tier, version, stateDirectory, rootToken, applications);
    }

    public SimulatedGitLabOptions withTier(Tier newTier) {
        return new SimulatedGitLabOptions(port, externalUrl, newTier, version, stateDirectory, rootToken, applications);
    }

    public SimulatedGitLabOptions withVersion(String newVersion) {
        return new SimulatedGitLabOptions(port, externalUrl, tier, newVersion, stateDirectory, rootToken, applications);
    }

    public SimulatedGitLabOptions withStateDirectory(Path newDirectory) {
        return new SimulatedGitLabOptions(port, externalUrl, tier, version, newDirectory, rootToken, applications);
    }

    public SimulatedGitLabOptions withRootToken(String newRootToken) {
        return new SimulatedGitLabOptions(port, externalUrl, tier, version, stateDirectory, newRootToken, applications);
    }

    public SimulatedGitLabOptions withApplications(List<OAuthClient> newApplications) {
        return new SimulatedGitLabOptions(port, externalUrl, tier, version, stateDirectory, rootToken, newApplications);
    }

    @Override
    public String toString() {
        return "SimulatedGitLabOptions[port " + port + ", " + tier + ", version " + version + "]";
    }
}
