// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import static java.util.Objects.requireNonNull;

/** What became of a dead letter that was to be replayed. */
public sealed interface ReplayOutcome {
    /** It has been handled, now or before; {@code letter} says when and for whom. */
    record Handled(DeadLetter letter) implements ReplayOutcome {
        public Handled {
            requireNonNull(letter, "letter is null");
        }
    }

    /** It still cannot be handled, and stays. */
    record StillDead(DeadLetter letter, String error) implements ReplayOutcome {
        public StillDead {
            requireNonNull(letter, "letter is null");
            requireNonNull(error, "error is null");
        }
    }

    /** Kafka no longer has the record, or the service no longer has the handler. */
    record Gone(DeadLetter letter, String reason) implements ReplayOutcome {
        public Gone {
            requireNonNull(letter, "letter is null");
            requireNonNull(reason, "reason is null");
        }
    }
}
