// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/** What can happen that changes the result of a rule or of a decision. */
public enum Trigger implements Word {
    /** The policies themselves. */
    POLICY,
    /** The project: its branches and their protection, its place, its scope-relevant attributes, its own settings. */
    PROJECT,
    /** The merge request's branches. */
    MERGE_REQUEST,
    /** Commits were pushed to it. */
    COMMITS,
    /** A pipeline of the head began, went on or ended. */
    SOURCE_PIPELINE,
    /** A pipeline of the target ended. */
    TARGET_PIPELINE,
    /** A stored vulnerability came, went or changed its state. */
    VULNERABILITY,
    /** The catalogues of exploited vulnerabilities. */
    ENRICHMENT,
    /** An approved exception came or was revoked. */
    EXCEPTION,
    /** Time passed: an age was reached, an exception began or ended. */
    TIME,
    /** Somebody approved, or took an approval back. */
    APPROVAL,
    /** People with access to the project, and the groups that policies name. */
    MEMBERS,
    /** Somebody bypassed or dismissed a policy. */
    BYPASS;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
