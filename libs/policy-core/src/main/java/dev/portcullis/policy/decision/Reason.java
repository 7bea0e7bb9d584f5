// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Findings;
import java.util.List;

/** One thing that was found out about a rule. */
public sealed interface Reason {
    /** The rule does not cover the target branch. */
    record BranchNotCovered(String branch) implements Reason {}

    /**
     * What was compared: the head's pipelines that count, and those of the target.
     *
     * @param source ids, ascending
     * @param target ids, ascending; empty: the target was never scanned, so that all is new
     */
    record Compared(List<Long> source, List<Long> target) implements Reason {
        public Compared {
            source = List.copyOf(source);
            target = List.copyOf(target);
        }
    }

    /**
     * Findings were counted.
     *
     * @param scanners the scan types judged together, sorted; empty: all
     * @param allowed more than so many is a violation
     */
    record Counted(List<ScanType> scanners, int allowed, Findings findings) implements Reason {
        public Counted {
            requireNonNull(findings, "findings is null");
            scanners = List.copyOf(scanners);
        }

        /** Whether there are too many. */
        public boolean exceeds() {
            return findings.size() > allowed;
        }
    }

    /** The rule asks for states that only the default branch has, and the target is another one. */
    record NothingToCount(String branch) implements Reason {}

    /**
     * An error that GitLab knows; the policy's fallback decides.
     *
     * @param scanners the scan types it is about, sorted
     * @param open whether the fallback is open, so that the error does not violate
     */
    record InError(ErrorCode code, List<ScanType> scanners, boolean open) implements Reason {
        public InError {
            requireNonNull(code, "code is null");
            scanners = List.copyOf(scanners);
        }
    }

    /** The scans are missing, but an execution policy enforces them, and the policy is tuned to let that pass. */
    record EnforcedElsewhere(List<ScanType> scanners) implements Reason {
        public EnforcedElsewhere {
            scanners = List.copyOf(scanners);
        }
    }

    /**
     * A pipeline has yet to end.
     *
     * @param pipelines ids of the incomplete ones; empty: none exists yet
     */
    record Waiting(List<Long> pipelines) implements Reason {
        public Waiting {
            pipelines = List.copyOf(pipelines);
        }
    }

    /** A fact that the rule reads could not be obtained. */
    record FactMissing(Fact fact, String why, boolean open) implements Reason {
        public FactMissing {
            requireNonNull(fact, "fact is null");
            requireNonNull(why, "why is null");
        }
    }

    /** Commits were looked at; {@code shas} are those without a signature. */
    record Commits(CommitKind kind, List<String> shas) implements Reason {
        public Commits {
            requireNonNull(kind, "kind is null");
            shas = List.copyOf(shas);
        }
    }

    /** Licences were looked at; these break the rule. */
    record Licenses(List<DeniedLicense> denied) implements Reason {
        public Licenses {
            denied = List.copyOf(denied);
        }
    }

    /** Approved exceptions removed findings or components before anything was counted. */
    record Excepted(List<String> exceptions, int removed) implements Reason {
        public Excepted {
            exceptions = List.copyOf(exceptions);
        }
    }

    /** A component with a licence that a rule denies or does not allow. */
    record DeniedLicense(String purl, String license) {
        public DeniedLicense {
            requireNonNull(purl, "purl is null");
            requireNonNull(license, "license is null");
        }
    }
}
