// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import dev.portcullis.contracts.ApprovedException;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.PolicyException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Approved exceptions as the engine wants them. */
final class CompileExceptions {
    private CompileExceptions() {}

    static List<PolicyException> compile(List<ApprovedException> approved) {
        return approved.stream().flatMap(one -> compile(one).stream()).toList();
    }

    /** One that narrows itself to scanners of which none is known here takes nothing out. */
    private static Optional<PolicyException> compile(ApprovedException approved) {
        List<ScanType> scanners = approved.scanners().stream()
                .flatMap(word -> Arrays.stream(ScanType.values())
                        .filter(type -> type.word().equals(word)))
                .toList();
        if (scanners.isEmpty() && !approved.scanners().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PolicyException(
                approved.id().toString(),
                approved.level().path(),
                approved.policyId() == null ? null : approved.policyId().toString(),
                approved.scope().isEmpty() ? approved.level().path() : approved.scope(),
                approved.whole(),
                approved.findings(),
                approved.identifiers(),
                approved.paths(),
                scanners,
                approved.purls(),
                null,
                approved.endsAt()));
    }
}
