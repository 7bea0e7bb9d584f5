// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.yaml.Position;
import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.util.List;
import java.util.Set;

/**
 * A policy file: the policies that can be used, and the problems. A broken policy is left out alone; the others of the
 * file stay usable.
 *
 * @param source the name of the file, for messages
 * @param experiments the experiments that the file switches on
 */
public record PolicyDocument(
        String source, String text, List<Located> located, Set<String> experiments, List<Problem> problems) {
    public PolicyDocument {
        requireNonNull(source, "source is null");
        requireNonNull(text, "text is null");
        located = List.copyOf(located);
        experiments = Set.copyOf(experiments);
        problems = List.copyOf(problems);
    }

    /** A policy, and where and as what it stands in the file. */
    public record Located(Policy policy, String path, YamlNode node) {
        public Located {
            requireNonNull(policy, "policy is null");
            requireNonNull(path, "path is null");
            requireNonNull(node, "node is null");
        }

        /** Where it starts. */
        public Position at() {
            return node.start();
        }
    }

    /** Reads a file; any bytes give policies or problems, never an exception. */
    public static PolicyDocument parse(byte[] bytes, String source) {
        return new DocumentParser(YamlText.read(bytes), source).parse();
    }

    /**
     * Reads a part of a YAML text that has the form of a policy file.
     *
     * @param node a node of {@code yaml}
     */
    public static PolicyDocument parse(YamlText yaml, YamlNode node, String source) {
        return new DocumentParser(new YamlText(yaml.text(), node, List.of()), source).parse();
    }

    /** Reads a text; any text gives policies or problems, never an exception. */
    public static PolicyDocument parse(String text, String source) {
        return new DocumentParser(YamlText.read(text), source).parse();
    }

    /** The policies that can be used, in the order of the file. */
    public List<Policy> policies() {
        return located.stream().map(Located::policy).toList();
    }

    /** Whether there is no error; warnings do not matter. */
    public boolean isValid() {
        return problems.stream().noneMatch(problem -> problem.level() == Problem.Level.ERROR);
    }
}
