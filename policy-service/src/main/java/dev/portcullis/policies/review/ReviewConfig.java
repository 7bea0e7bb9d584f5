// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.review;

import dev.portcullis.contracts.LevelKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What proposals, and requests for exceptions, need. */
@ConfigMapping(prefix = "portcullis.proposals")
public interface ReviewConfig {
    /** How long a proposal stays open. */
    @WithDefault("30d")
    Duration expireAfter();

    /** How many approvals by distinct people that are no authors. */
    Approvals approvalsRequired();

    /** How long a proposal rests after its last approval before it can be activated. */
    CoolDown coolDown();

    /** How soon a second person has to have looked at what an administrator activated alone. */
    @WithDefault("3d")
    Duration breakGlassReview();

    /** How often it is looked for proposals that expired and reviews that are overdue. */
    @WithDefault("1m")
    Duration checkEvery();

    /** By the level that owns the policy. */
    interface Approvals {
        @WithDefault("1")
        int instance();

        @WithDefault("1")
        int group();

        @WithDefault("1")
        int project();
    }

    /** By the level that owns the policy. */
    interface CoolDown {
        @WithDefault("0s")
        Duration instance();

        @WithDefault("0s")
        Duration group();

        @WithDefault("0s")
        Duration project();
    }

    /** The number of approvals for a level, never less than one. */
    default int required(LevelKind kind) {
        int configured =
                switch (kind) {
                    case INSTANCE -> approvalsRequired().instance();
                    case GROUP -> approvalsRequired().group();
                    case PROJECT -> approvalsRequired().project();
                };
        return Math.max(1, configured);
    }

    /** How long a proposal of a level rests. */
    default Duration coolDown(LevelKind kind) {
        return switch (kind) {
            case INSTANCE -> coolDown().instance();
            case GROUP -> coolDown().group();
            case PROJECT -> coolDown().project();
        };
    }
}
