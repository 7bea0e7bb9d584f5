// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How bad an alert is, in GitLab's words, mildest first. */
public enum Severity {
    @JsonProperty("info")
    INFO,
    @JsonProperty("unknown")
    UNKNOWN,
    @JsonProperty("low")
    LOW,
    @JsonProperty("medium")
    MEDIUM,
    @JsonProperty("high")
    HIGH,
    @JsonProperty("critical")
    CRITICAL
}
