// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.review;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why. */
public record Reason(@NotBlank @Size(max = 4_000) String reason) {}
