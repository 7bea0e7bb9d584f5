// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.lint.Linter;

/** Reads every hostile file; a process of its own, so that its memory can be bounded. */
final class ReadHostileFiles {
    private ReadHostileFiles() {}

    public static void main(String[] arguments) {
        HostileFiles.forEach((name, file) -> {
            PolicyDocument document = PolicyDocument.parse(file, "hostile");
            Linter.lint(document);
            if (document.policies().isEmpty() && document.problems().isEmpty()) {
                throw new IllegalStateException(name + ": neither a policy nor a problem");
            }
        });
    }
}
