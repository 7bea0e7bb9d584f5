// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.review;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** An approval of what has that digest. */
public record ApprovalRequest(
        @NotBlank @Size(max = 64) String digest,
        @Nullable @Size(max = 4_000) String comment) {}
