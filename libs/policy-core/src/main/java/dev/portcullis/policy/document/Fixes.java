// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.document.Problem.Edit;
import java.util.Comparator;
import java.util.List;

/** Repairs a policy file by the edits that its problems offer; comments and layout stay as they are. */
public final class Fixes {
    private Fixes() {}

    /** The text of {@code document} with every edit made; edits that overlap an earlier one are left out. */
    public static String apply(PolicyDocument document) {
        List<Edit> edits = document.problems().stream()
                .flatMap(problem -> problem.fix().stream())
                .distinct()
                .sorted(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end))
                .toList();
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Edit edit : edits) {
            if (edit.start() >= at) {
                text.append(document.text(), at, edit.start()).append(edit.replacement());
                at = edit.end();
            }
        }
        return text.append(document.text(), at, document.text().length()).toString();
    }
}
