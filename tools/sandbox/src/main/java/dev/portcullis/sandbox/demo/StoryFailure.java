// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import org.jspecify.annotations.Nullable;

/** A step of the story did not go as told; the message says which, what was expected and what came. */
public final class StoryFailure extends RuntimeException {
    StoryFailure(String message) {
        super(message);
    }

    StoryFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
