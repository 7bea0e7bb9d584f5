// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static dev.portcullis.service.problem.ProblemException.problem;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The {@code If-Match} header of a change (RFC 9110, section 13.1.1): what the caller saw when they decided. It is
 * asked for, so that nobody overwrites what another person has just done.
 *
 * @param header the header's value, null where there was none
 */
record IfMatch(@Nullable String header) {
    /** The entity tag of a version. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** Refuses the change, with 428 without the header and 412 where it names another version. */
    void require(long version) {
        if (header == null || header.isBlank()) {
            throw problem(428, "Precondition required")
                    .detail(
                            "Send the ETag of the alert you saw as If-Match, so that you do not overwrite what others did.")
                    .build();
        }
        boolean matches = Arrays.stream(header.split(","))
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(tag(version)));
        if (!matches) {
            throw problem(412, "Changed meanwhile")
                    .detail("Somebody changed the alert after you read it. Read it again and decide anew.")
                    .build();
        }
    }
}
