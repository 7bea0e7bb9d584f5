// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The name of an alert's state. */
enum AlertStatus {
    @JsonProperty("triggered")
    TRIGGERED,
    @JsonProperty("acknowledged")
    ACKNOWLEDGED,
    @JsonProperty("resolved")
    RESOLVED,
    @JsonProperty("dismissed")
    DISMISSED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AlertStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
