// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import dev.portcullis.contracts.Level;
import java.util.UUID;

/** A policy version that is in force. */
record StoredPolicy(UUID policyId, int version, Level level, String type, String name, String sha256, String yaml) {}
