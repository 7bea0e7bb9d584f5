// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The pages whose visitors are counted. */
public enum UsagePage {
    /** Policies, proposals and exceptions. */
    @JsonProperty("policies")
    POLICIES,
    /** Alerts. */
    @JsonProperty("alerts")
    ALERTS;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
