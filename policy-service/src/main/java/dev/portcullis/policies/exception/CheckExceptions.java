// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Warns before exceptions end and closes those that have. In decisions they end on time whether or not it comes round. */
@ApplicationScoped
class CheckExceptions {
    private static final int AT_ONCE = 500;

    private final ReviewException review;

    CheckExceptions(ReviewException review) {
        this.review = review;
    }

    @Scheduled(
            every = "${portcullis.exceptions.check-every:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void check() {
        int done = 0;
        while (done < AT_ONCE && review.checkOne()) {
            done++;
        }
    }
}
