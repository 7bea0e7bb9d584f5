// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.document.Problem;
import java.util.List;

/**
 * A policy file and what there is to say about it.
 *
 * @param text as it was read, or as it is after a repair
 * @param problems in the order of the text
 */
record CheckedFile(String text, List<Problem> problems) {
    CheckedFile {
        requireNonNull(text, "text is null");
        problems = List.copyOf(problems);
    }
}
