// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.List;

/** One thing that somebody could do, or that could happen, about a merge request. */
public sealed interface Change {
    /** A person approves the head. */
    record Approve(long user) implements Change {}

    /** A person dismisses or bypasses a policy, with a reason. */
    record Dismiss(String policy, long user) implements Change {
        public Dismiss {
            requireNonNull(policy, "policy is null");
        }
    }

    /** A finding is gone: from the head, or from the stored vulnerabilities. */
    record Resolve(int ordinal, FindingFacts finding) implements Change {
        public Resolve {
            requireNonNull(finding, "finding is null");
        }
    }

    /** A scan runs in the head's pipelines, succeeds and finds nothing. */
    record RunScan(ScanType type) implements Change {
        public RunScan {
            requireNonNull(type, "type is null");
        }
    }

    /** A scan runs on the target, succeeds and finds nothing. */
    record ScanTarget(ScanType type) implements Change {
        public ScanTarget {
            requireNonNull(type, "type is null");
        }
    }

    /** The commits are signed. */
    record Sign(List<String> shas) implements Change {
        public Sign {
            shas = List.copyOf(shas);
        }
    }

    /** A component is gone, on both sides. */
    record Remove(String purl, String license) implements Change {
        public Remove {
            requireNonNull(purl, "purl is null");
            requireNonNull(license, "license is null");
        }
    }

    /**
     * The head's pipelines end with success and find nothing further.
     *
     * @param pipelines ids of those that have yet to end; empty: one is started
     */
    record Finish(List<Long> pipelines) implements Change {
        public Finish {
            pipelines = List.copyOf(pipelines);
        }
    }

    /** A fact can be obtained after all, and holds nothing further. */
    record Obtain(Fact fact) implements Change {
        public Obtain {
            requireNonNull(fact, "fact is null");
        }
    }
}
