// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a policy version is in force. */
public enum PolicyState {
    @JsonProperty("enabled")
    ENABLED,
    @JsonProperty("disabled")
    DISABLED,
    @JsonProperty("retired")
    RETIRED
}
