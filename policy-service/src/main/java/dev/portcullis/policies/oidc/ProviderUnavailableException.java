// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

/** The provider gave no usable answer; nothing is known about the person. */
public final class ProviderUnavailableException extends RuntimeException {
    ProviderUnavailableException(String message) {
        super(message);
    }
}
