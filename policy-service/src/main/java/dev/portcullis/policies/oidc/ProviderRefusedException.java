// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

/** The provider, or the check of what it sent, says that the person is not signed in. */
public final class ProviderRefusedException extends RuntimeException {
    private final String message;

    ProviderRefusedException(String message) {
        super(message);
        this.message = message;
    }

    /** What happened, for people. */
    @Override
    public String getMessage() {
        return message;
    }
}
