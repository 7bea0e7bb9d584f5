// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

/** The provider gave no usable answer; nothing is known about the person. */
public final class ProviderUnavailableException extends RuntimeException {
    private final String message;

    ProviderUnavailableException(String message) {
        super(message);
        this.message = message;
    }

    /** What happened, for people. */
    @Override
    public String getMessage() {
        return message;
    }
}
