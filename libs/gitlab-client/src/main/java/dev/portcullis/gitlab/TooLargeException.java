// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.io.IOException;

/** A file is larger than allowed, and will be the next time too. */
final class TooLargeException extends IOException {
    TooLargeException(long limit) {
        super("the file is larger than " + limit + " bytes");
    }
}
