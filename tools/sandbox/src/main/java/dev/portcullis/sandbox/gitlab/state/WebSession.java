// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;

/**
 * A browser's session.
 *
 * @param userId who signed in; 0 before that
 * @param returnTo where to go after signing in
 * @param csrf what forms have to send back
 */
public record WebSession(long userId, Instant signedInAt, String returnTo, String csrf) {
    public boolean signedIn() {
        return userId != 0;
    }
}
