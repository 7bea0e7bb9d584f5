// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.scenario.ScenarioFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads scenario files with the policy files that they name. */
final class Scenarios {
    private Scenarios() {}

    static ScenarioFile read(Path file) {
        return ScenarioFile.parse(UnreadableFile.read(file), file.toString(), name -> beside(file, name));
    }

    private static byte @Nullable [] beside(Path file, String name) {
        try {
            Path policies = file.resolveSibling(name);
            return Files.isRegularFile(policies) ? UnreadableFile.read(policies) : null;
        } catch (InvalidPathException _) {
            return null;
        }
    }
}
