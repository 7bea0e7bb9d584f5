// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.io.IOException;

/** A file is larger than allowed, or there are too many; it will be so the next time too. */
final class TooLargeException extends IOException {
    TooLargeException(long limit) {
        this("the file is larger than " + limit + " bytes");
    }

    TooLargeException(String what) {
        super(what);
    }
}
