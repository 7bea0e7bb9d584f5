// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.ErrorCode;
import dev.portcullis.policy.decision.NotApplicable;
import dev.portcullis.policy.decision.Outcome;
import dev.portcullis.policy.decision.PolicyResult;
import dev.portcullis.policy.decision.Reason;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.PolicyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The properties speak of everything only if the samples reach everything. */
class SamplesPropertiesTest {
    private static final Path KEYS = Path.of("../../docs/reference/policy-keys.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|.*");

    /** Of files with one policy, of experiments, and of what Portcullis leaves alone. */
    private static final Pattern LEFT_OUT =
            Pattern.compile("\\*\\.type|experiments.*|ci_component_publishing_policy|dependency_firewall_policy");

    @Test
    void everyKeyOfTheLanguageOccurs() throws IOException {
        Set<String> occurring = new TreeSet<>();
        for (int seed = 0; seed < 3000; seed++) {
            Object file = new Load(LoadSettings.builder().build()).loadFromString(new Samples(new Random(seed)).text());
            collect("", file, occurring);
        }
        Set<String> missing = new TreeSet<>();
        for (String line : Files.readAllLines(KEYS)) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && !LEFT_OUT.matcher(row.group(1)).matches()) {
                Pattern key = Pattern.compile(row.group(1).replace(".", "\\.").replace("*", "[^.]+"));
                if (occurring.stream().noneMatch(key.asMatchPredicate())) {
                    missing.add(row.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(occurring).hasSizeGreaterThan(150);
    }

    @Test
    void everyKindOfRuleResultAndReasonOccurs() {
        Set<String> occurring = new TreeSet<>();
        for (int seed = 0; seed < 4000; seed++) {
            Samples samples = new Samples(new Random(seed));
            List<Policy> policies = samples.policies();
            for (Policy policy : policies) {
                occurring.add(policy.type().name());
                if (policy instanceof ApprovalPolicy approval) {
                    approval.rules()
                            .forEach(rule -> occurring.add(rule.getClass().getSimpleName()));
                }
            }
            collect(PolicyPropertiesTest.decide(policies, samples.snapshot()), occurring);
        }
        Set<String> wanted = new TreeSet<>();
        for (Class<?> sealed : List.of(ApprovalRule.class, NotApplicable.class, Reason.class)) {
            Arrays.stream(sealed.getPermittedSubclasses()).forEach(kind -> wanted.add(kind.getSimpleName()));
        }
        for (Class<? extends Enum<?>> words : List.of(PolicyType.class, Outcome.class, Status.class, ErrorCode.class)) {
            Arrays.stream(words.getEnumConstants()).forEach(word -> wanted.add(word.name()));
        }
        wanted.addAll(List.of("revisitAt", "released", "warns", "botComment", "approved", "approvalsLeft"));
        assertThat(occurring).containsAll(wanted);
    }

    private static void collect(String path, Object node, Set<String> keys) {
        if (node instanceof List<?> list) {
            list.forEach(element -> collect(path, element, keys));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                String below = path.isEmpty() ? key.toString() : path + "." + key;
                keys.add(below);
                collect(below, value, keys);
            });
        }
    }

    private static void collect(Decision decision, Set<String> occurring) {
        occurring.add(decision.outcome().name());
        note(decision.revisitAt() != null, "revisitAt", occurring);
        note(decision.botComment(), "botComment", occurring);
        note(decision.approvalsLeft() > 0, "approvalsLeft", occurring);
        for (PolicyResult policy : decision.policies()) {
            occurring.add(policy.status().name());
            note(policy.release() != null, "released", occurring);
            note(policy.enforcement().word().equals("warn"), "warns", occurring);
            policy.actions().forEach(action -> note(!action.approved().isEmpty(), "approved", occurring));
            if (policy.notApplicable() != null) {
                occurring.add(policy.notApplicable().getClass().getSimpleName());
            }
            for (RuleResult rule : policy.rules()) {
                for (Reason reason : rule.reasons()) {
                    occurring.add(reason.getClass().getSimpleName());
                    if (reason instanceof Reason.InError error) {
                        occurring.add(error.code().name());
                    }
                }
            }
        }
    }

    private static void note(boolean holds, String what, Set<String> occurring) {
        if (holds) {
            occurring.add(what);
        }
    }
}
