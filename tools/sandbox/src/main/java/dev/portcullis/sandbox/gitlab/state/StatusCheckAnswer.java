// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;

/** The newest answer of an external status check for one merge request; it counts for its sha only. */
public record StatusCheckAnswer(String sha, String status, Instant at) {}
