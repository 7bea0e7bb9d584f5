// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import static java.util.Objects.requireNonNull;

/**
 * Why a text is no YAML that we read, and where.
 *
 * @param message what is wrong
 * @param suggestion what to do
 */
public record YamlError(String message, String suggestion, Position at) {
    public YamlError {
        requireNonNull(message, "message is null");
        requireNonNull(suggestion, "suggestion is null");
        requireNonNull(at, "at is null");
    }
}
