// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import dev.portcullis.contracts.LevelKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What proposals need. */
@ConfigMapping(prefix = "portcullis.proposals")
interface ProposalConfig {
    /** How long a proposal stays open. */
    @WithDefault("30d")
    Duration expireAfter();

    /** How many approvals by distinct people that are no authors. */
    Required approvalsRequired();

    /** By the level that owns the policy. */
    interface Required {
        @WithDefault("1")
        int instance();

        @WithDefault("1")
        int group();

        @WithDefault("1")
        int project();
    }

    /** The number for a level, never less than one. */
    default int required(LevelKind kind) {
        int configured =
                switch (kind) {
                    case INSTANCE -> approvalsRequired().instance();
                    case GROUP -> approvalsRequired().group();
                    case PROJECT -> approvalsRequired().project();
                };
        return Math.max(1, configured);
    }
}
