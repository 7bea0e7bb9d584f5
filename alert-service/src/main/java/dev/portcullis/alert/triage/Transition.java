// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portcullis.contracts.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of an alert's state.
 *
 * @param at when
 * @param status the state it got into
 * @param by who changed it; the service where it was triggered
 * @param reason why, absent where nobody said so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Transition(
        Instant at, AlertStatus status, Actor by, @Nullable String reason) {}
