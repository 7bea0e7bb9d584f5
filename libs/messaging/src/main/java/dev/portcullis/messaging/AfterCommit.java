// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Does something once the current transaction has committed, and nothing if it rolls back. */
@ApplicationScoped
public class AfterCommit {
    private final TransactionSynchronizationRegistry registry;

    AfterCommit(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers {@code action}; of several with an equal {@code name} in one transaction the first runs.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void run(String name, Runnable action) {
        if (registry.getResource(name) != null) {
            return;
        }
        registry.putResource(name, name);
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    action.run();
                }
            }
        });
    }
}
