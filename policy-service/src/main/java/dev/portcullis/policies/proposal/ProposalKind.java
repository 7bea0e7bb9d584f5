// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What a proposal does when it is activated. */
public enum ProposalKind {
    /** A new policy. */
    @JsonProperty("new")
    NEW,
    /** Another text for a policy: its rules, scope, name. */
    @JsonProperty("change")
    CHANGE,
    /** A disabled policy comes into force again, with the text it has. */
    @JsonProperty("enable")
    ENABLE,
    /** A policy is out of force until it is enabled. */
    @JsonProperty("disable")
    DISABLE,
    /** A policy is out of force for good. */
    @JsonProperty("retire")
    RETIRE;

    /** The word that people and the database use. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the proposal brings a text of its own. */
    boolean hasText() {
        return this == NEW || this == CHANGE;
    }

    static ProposalKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
