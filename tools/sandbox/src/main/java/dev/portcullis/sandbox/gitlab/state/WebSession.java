// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;

/** A browser that signed in. */
public record WebSession(long userId, Instant signedInAt) {}
