// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of levels at which a policy can live. */
public enum LevelKind {
    @JsonProperty("instance")
    INSTANCE,
    @JsonProperty("group")
    GROUP,
    @JsonProperty("project")
    PROJECT
}
