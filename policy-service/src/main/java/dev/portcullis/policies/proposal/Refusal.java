// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import static java.util.Objects.requireNonNull;

/** A step that the rules of proposals do not allow, in words for whoever tried it. */
final class Refusal extends RuntimeException {
    private final Kind kind;
    private final String sentence;

    Refusal(Kind kind, String sentence) {
        super(sentence, null, false, false);
        this.kind = requireNonNull(kind, "kind is null");
        this.sentence = sentence;
    }

    /** Why. */
    enum Kind {
        CLOSED(409, "Closed"),
        STALE(409, "Changed since"),
        OWN_WORK(403, "A second person is needed"),
        REPEATED(409, "Approved already"),
        NOT_APPROVED(409, "Not approved yet"),
        NOT_AUTHOR(403, "Not allowed");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        int status() {
            return status;
        }

        String title() {
            return title;
        }
    }

    Kind kind() {
        return kind;
    }

    String sentence() {
        return sentence;
    }
}
