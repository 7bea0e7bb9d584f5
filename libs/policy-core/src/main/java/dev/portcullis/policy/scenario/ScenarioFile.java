// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.yaml.YamlText;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file with policies and scenarios.
 *
 * @param problems of the file and of the policies in it; with an error among them nothing is to be run
 */
public record ScenarioFile(String source, PolicySet policies, List<Scenario> scenarios, List<Problem> problems) {
    public ScenarioFile {
        requireNonNull(source, "source is null");
        requireNonNull(policies, "policies is null");
        scenarios = List.copyOf(scenarios);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a file; any bytes give scenarios or problems, never an exception.
     *
     * @param source the name of the file, for messages
     * @param files gives the bytes of a policy file by its path relative to this file, or null where there is none
     */
    public static ScenarioFile parse(byte[] bytes, String source, Function<String, byte @Nullable []> files) {
        return new ScenarioFileReader(YamlText.read(bytes), source, files).read();
    }

    /** Whether there is no error in it. */
    public boolean isValid() {
        return problems.stream().noneMatch(problem -> problem.level() == Problem.Level.ERROR);
    }
}
