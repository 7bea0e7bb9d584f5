// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import dev.portcullis.bench.decision.MergeRequestFacts.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.utils.KieHelper;

/** A Drools rule per policy, compiled to its executable model; a session per decision. */
final class DroolsRules implements Contestant<List<int[]>> {
    private final int policies;
    private final KieBase base;

    DroolsRules(List<Criteria> criteria) {
        policies = criteria.size();
        StringBuilder text = new StringBuilder("package bench;\n");
        text.append("import ").append(DroolsFinding.class.getName()).append(";\n");
        text.append("global java.util.List counted;\n");
        for (int i = 0; i < policies; i++) {
            String fits = constraints(criteria.get(i));
            text.append("rule \"policy ").append(i).append("\" when\n");
            text.append("  $f : DroolsFinding(source == true").append(fits).append(")\n");
            text.append("  not DroolsFinding(source == false, ordinal == $f.ordinal")
                    .append(fits)
                    .append(")\n");
            text.append("then ((java.util.List) counted.get(").append(i).append(")).add($f.getOrdinal()); end\n");
        }
        base = new KieHelper().addContent(text.toString(), ResourceType.DRL).build(ExecutableModelProject.class);
    }

    private static String constraints(Criteria criteria) {
        StringBuilder text = new StringBuilder();
        if (!criteria.scanners().isEmpty()) {
            text.append(", scanner in (").append(list(criteria.scanners())).append(")");
        }
        if (!criteria.severities().isEmpty()) {
            text.append(", severity in (").append(list(criteria.severities())).append(")");
        }
        if (criteria.fixAvailable() != null) {
            text.append(", hasFix == false || fix == ").append(criteria.fixAvailable());
        }
        if (criteria.falsePositive() != null) {
            text.append(", hasFlag == false || falsePositive == ").append(criteria.falsePositive());
        }
        return text.toString();
    }

    private static String list(Set<? extends Enum<?>> words) {
        return words.stream().map(word -> "\"" + word.name() + "\"").collect(Collectors.joining(", "));
    }

    @Override
    public List<int[]> decide(MergeRequestFacts facts) {
        List<List<Integer>> counted = new ArrayList<>();
        for (int i = 0; i < policies; i++) {
            counted.add(new ArrayList<>());
        }
        KieSession session = base.newKieSession();
        try {
            session.setGlobal("counted", counted);
            for (Item item : facts.source()) {
                session.insert(DroolsFinding.of(true, item));
            }
            for (Item item : facts.target()) {
                session.insert(DroolsFinding.of(false, item));
            }
            session.fireAllRules();
        } finally {
            session.dispose();
        }
        return counted.stream()
                .map(one -> one.stream().mapToInt(Integer::intValue).sorted().toArray())
                .toList();
    }

    @Override
    public List<int[]> counted(List<int[]> answer) {
        return answer;
    }
}
