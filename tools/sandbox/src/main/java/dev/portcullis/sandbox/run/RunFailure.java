// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import org.jspecify.annotations.Nullable;

/** Ends a command with a sentence for its user: what was wrong and what to do. */
public final class RunFailure extends RuntimeException {
    RunFailure(String message) {
        super(message);
    }

    RunFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
