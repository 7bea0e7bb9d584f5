// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

/** The provider, or the check of what it sent, says that the person is not signed in. */
public final class ProviderRefusedException extends RuntimeException {
    ProviderRefusedException(String message) {
        super(message);
    }
}
