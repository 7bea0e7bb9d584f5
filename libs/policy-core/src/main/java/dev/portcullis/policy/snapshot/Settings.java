// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

/**
 * How Portcullis is set up.
 *
 * @param bindToHead approvals count only for the head they were given for
 * @param requireTargetScans a target branch that was never scanned is an error instead of an empty baseline
 * @param globalGroupApprovers groups outside of the project's own hierarchy can approve
 */
public record Settings(boolean bindToHead, boolean requireTargetScans, boolean globalGroupApprovers) {
    /** GitLab's defaults. */
    public static final Settings DEFAULT = new Settings(false, false, false);
}
