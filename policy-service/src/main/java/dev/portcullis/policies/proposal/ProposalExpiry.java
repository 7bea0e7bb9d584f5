// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Closes proposals whose time is over. Until it comes round they are refused all the same. */
@ApplicationScoped
class ProposalExpiry {
    private static final int AT_ONCE = 100;

    private final Review review;

    ProposalExpiry(Review review) {
        this.review = review;
    }

    @Scheduled(every = "5m", delayed = "30s")
    void expire() {
        int closed = 0;
        while (closed < AT_ONCE && review.expireOne()) {
            closed++;
        }
    }
}
