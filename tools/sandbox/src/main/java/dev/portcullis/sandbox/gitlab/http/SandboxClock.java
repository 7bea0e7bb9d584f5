// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import dev.portcullis.sandbox.gitlab.state.GitLabState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The simulated instance's time: real time, moved forward as often as a test asks. */
public final class SandboxClock implements InstantSource {
    private final GitLabState state;

    public SandboxClock(GitLabState state) {
        this.state = state;
    }

    /** Milliseconds are enough: GitLab's API writes no more. */
    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(System.currentTimeMillis() + state.clockOffsetMillis);
    }

    /** Moves time forward; it never goes back. */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Time only goes forward");
        }
        state.clockOffsetMillis += by.toMillis();
    }
}
