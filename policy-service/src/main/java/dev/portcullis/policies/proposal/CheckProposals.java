// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;

/**
 * Closes proposals whose time is over, which until then are refused all the same, and reminds of reviews that are
 * overdue.
 */
@ApplicationScoped
class CheckProposals {
    private static final int AT_ONCE = 100;

    private final Review review;
    private final BreakGlass breakGlass;

    CheckProposals(Review review, BreakGlass breakGlass) {
        this.review = review;
        this.breakGlass = breakGlass;
    }

    @Scheduled(
            every = "${portcullis.proposals.check-every:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void check() {
        repeat(review::expireOne);
        repeat(breakGlass::remindOfOne);
    }

    private static void repeat(BooleanSupplier step) {
        int done = 0;
        while (done < AT_ONCE && step.getAsBoolean()) {
            done++;
        }
    }
}
