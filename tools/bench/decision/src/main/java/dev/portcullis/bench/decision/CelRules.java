// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.portcullis.bench.decision.MergeRequestFacts.Item;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A CEL expression per policy says which findings fit; what is new is a difference of sets, as in the simple version. */
final class CelRules implements Contestant<List<int[]>> {
    private final List<Program> programs = new ArrayList<>();

    CelRules(List<Criteria> criteria) {
        Cel cel = CelFactory.standardCelBuilder()
                .addVar("scanner", SimpleType.STRING)
                .addVar("severity", SimpleType.STRING)
                .addVar("fix", SimpleType.BOOL)
                .addVar("hasFix", SimpleType.BOOL)
                .addVar("falsePositive", SimpleType.BOOL)
                .addVar("hasFlag", SimpleType.BOOL)
                .build();
        try {
            for (Criteria one : criteria) {
                programs.add(cel.createProgram(cel.compile(expression(one)).getAst()));
            }
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String expression(Criteria criteria) {
        List<String> terms = new ArrayList<>();
        if (!criteria.scanners().isEmpty()) {
            terms.add("scanner in " + list(criteria.scanners()));
        }
        if (!criteria.severities().isEmpty()) {
            terms.add("severity in " + list(criteria.severities()));
        }
        if (criteria.fixAvailable() != null) {
            terms.add("(!hasFix || fix == " + criteria.fixAvailable() + ")");
        }
        if (criteria.falsePositive() != null) {
            terms.add("(!hasFlag || falsePositive == " + criteria.falsePositive() + ")");
        }
        return terms.isEmpty() ? "true" : String.join(" && ", terms);
    }

    private static String list(Set<? extends Enum<?>> words) {
        return words.stream().map(word -> "'" + word.name() + "'").collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public List<int[]> decide(MergeRequestFacts facts) {
        List<Map<String, Object>> source = variables(facts.source());
        List<Map<String, Object>> target = variables(facts.target());
        List<int[]> counted = new ArrayList<>();
        try {
            for (Program program : programs) {
                Set<String> known = new HashSet<>();
                for (int i = 0; i < target.size(); i++) {
                    if ((Boolean) program.eval(target.get(i))) {
                        known.add(facts.target().get(i).facts().uuid());
                    }
                }
                List<Integer> fresh = new ArrayList<>();
                for (int i = 0; i < source.size(); i++) {
                    Item item = facts.source().get(i);
                    if ((Boolean) program.eval(source.get(i))
                            && !known.contains(item.facts().uuid())) {
                        fresh.add(item.ordinal());
                    }
                }
                counted.add(fresh.stream().mapToInt(Integer::intValue).toArray());
            }
        } catch (CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
        return counted;
    }

    private static List<Map<String, Object>> variables(List<Item> items) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Item item : items) {
            FindingFacts facts = item.facts();
            Map<String, Object> variables = new HashMap<>();
            variables.put("scanner", facts.scanner().name());
            variables.put("severity", facts.severity().name());
            variables.put("fix", facts.fixAvailable());
            variables.put("hasFix", Criteria.hasFix(facts.scanner()));
            variables.put("falsePositive", facts.falsePositive());
            variables.put("hasFlag", Criteria.hasFlag(facts.scanner()));
            all.add(variables);
        }
        return all;
    }

    @Override
    public List<int[]> counted(List<int[]> answer) {
        return answer;
    }
}
