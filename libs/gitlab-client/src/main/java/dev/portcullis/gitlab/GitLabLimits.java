// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one client allows itself and GitLab.
 *
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long one attempt of a call may take, its body included
 * @param downloadTimeout the same for artifacts
 * @param concurrency how many calls run at once; the others wait
 * @param attempts how often a call is tried, at least 1
 * @param backoff the first wait between attempts; it doubles, and a random part of it is taken
 * @param longestWait a wait that GitLab asks for is spent inside the call up to this, and reported as
 *     {@link GitLabException.Kind#RATE_LIMITED} beyond it
 * @param maxBodyBytes the largest JSON answer
 * @param maxDownloadBytes the largest artifact
 * @param maxItems the longest list; a longer one is an error rather than a list with holes
 */
public record GitLabLimits(
        Duration connectTimeout,
        Duration requestTimeout,
        Duration downloadTimeout,
        int concurrency,
        int attempts,
        Duration backoff,
        Duration longestWait,
        long maxBodyBytes,
        long maxDownloadBytes,
        int maxItems) {
    public GitLabLimits {
        requireNonNull(connectTimeout, "connectTimeout is null");
        requireNonNull(requestTimeout, "requestTimeout is null");
        requireNonNull(downloadTimeout, "downloadTimeout is null");
        requireNonNull(backoff, "backoff is null");
        requireNonNull(longestWait, "longestWait is null");
        if (concurrency < 1 || attempts < 1 || maxBodyBytes < 1 || maxDownloadBytes < 1 || maxItems < 1) {
            throw new IllegalArgumentException("a limit below 1 would allow nothing at all");
        }
    }

    /** Limits that suit GitLab.com and self-managed servers alike. */
    public static GitLabLimits standard() {
        return new GitLabLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                8,
                4,
                Duration.ofMillis(250),
                Duration.ofSeconds(20),
                16L << 20,
                100L << 20,
                50_000);
    }
}
