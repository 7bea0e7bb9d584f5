// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import java.util.List;

/** Why a policy does not apply to a merge request. */
public sealed interface NotApplicable {
    /** It is switched off. */
    record Disabled() implements NotApplicable {}

    /** The project lies outside of its scope. */
    record OutOfScope() implements NotApplicable {}

    /** No rule covers the target branch, or the branch is not protected. */
    record BranchNotCovered(String branch, boolean isProtected) implements NotApplicable {}

    /** It lets merge requests between these branches pass. */
    record BranchesBypass(String source, String target) implements NotApplicable {}

    /** A person who may bypassed it, with a reason. */
    record Bypassed(long user, String reason) implements NotApplicable {}

    /** Approved exceptions for the whole of it, named by their ids. */
    record Excepted(List<String> exceptions) implements NotApplicable {
        public Excepted {
            exceptions = List.copyOf(exceptions);
        }
    }
}
