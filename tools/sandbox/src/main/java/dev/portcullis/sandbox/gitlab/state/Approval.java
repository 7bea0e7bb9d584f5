// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;

/** One user's approval of a merge request. */
public record Approval(long userId, Instant at) {}
