// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.review;

import static java.util.Objects.requireNonNull;

/** A step that the rules of a review do not allow, in words for whoever tried it. */
public final class Refusal extends RuntimeException {
    private final Kind kind;
    private final String sentence;

    /** Refuses a step, with the reason in a sentence. */
    public Refusal(Kind kind, String sentence) {
        super(sentence, null, false, false);
        this.kind = requireNonNull(kind, "kind is null");
        this.sentence = sentence;
    }

    /** Why. */
    public enum Kind {
        CLOSED(409, "Closed"),
        STALE(409, "Changed since"),
        OWN_WORK(403, "A second person is needed"),
        REPEATED(409, "Approved already"),
        NOT_APPROVED(409, "Not approved yet"),
        COOLING_DOWN(409, "Cooling down"),
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

    /** Which rule it was. */
    public Kind kind() {
        return kind;
    }

    /** What to tell whoever tried. */
    public String sentence() {
        return sentence;
    }
}
