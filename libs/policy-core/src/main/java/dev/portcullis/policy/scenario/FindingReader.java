// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.StoredState;
import dev.portcullis.policy.snapshot.StoredVulnerability;
import dev.portcullis.policy.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads findings and gives an ordinal to each id: the same id is the same finding everywhere. */
final class FindingReader {
    private final Map<String, Integer> ordinals = new LinkedHashMap<>();
    private final Map<String, YamlNode.Mapping> definitions = new LinkedHashMap<>();
    private final Map<String, StoredState> states = new LinkedHashMap<>();
    private final Map<String, FindingFacts> facts = new LinkedHashMap<>();

    /** Notes every description of a finding below {@code node}, so that an id alone can stand for it elsewhere. */
    void learn(@Nullable YamlNode node) {
        switch (node) {
            case YamlNode.Mapping mapping
            when mapping.get("id") instanceof YamlNode.Scalar id
                    && (mapping.get("scanner") != null || mapping.get("severity") != null) ->
                definitions.putIfAbsent(id.text(), mapping);
            case YamlNode.Mapping mapping -> mapping.entries().forEach(entry -> learn(entry.value()));
            case YamlNode.Sequence sequence -> sequence.elements().forEach(this::learn);
            case null, default -> {}
        }
    }

    /** A finding described in full, in part, or by its id alone. */
    @Nullable
    FindingFacts read(Fields fields, YamlNode node, String at) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            String id = fields.reading().anyText(node, at);
            return id == null ? null : byId(fields, id, node, at);
        }
        Fields item = new Fields(fields.reading(), mapping, at);
        return describe(item, item.word("state", StoredState.class));
    }

    /** The set of these findings. */
    Findings set(List<FindingFacts> all) {
        SortedMap<Integer, FindingFacts> byOrdinal = new TreeMap<>();
        all.forEach(finding -> byOrdinal.put(ordinal(finding.uuid()), finding));
        return Findings.of(byOrdinal);
    }

    /** The stored vulnerabilities, and those known only because a finding has a state. */
    List<StoredVulnerability> vulnerabilities(Fields scenario, Instant now) {
        Set<String> stored = new LinkedHashSet<>();
        List<StoredVulnerability> all = new ArrayList<>(scenario.list("vulnerabilities", (node, at) -> {
            Fields item = scenario.object(node, at);
            if (item == null) {
                return null;
            }
            Instant first = Times.instant(item, "first_detected");
            StoredState given = item.word("state", StoredState.class);
            StoredState state = given == null ? StoredState.DETECTED : given;
            FindingFacts finding = describe(item, given);
            if (finding == null || !stored.add(finding.uuid())) {
                return null;
            }
            return new StoredVulnerability(ordinal(finding.uuid()), finding, state, first == null ? now : first, true);
        }));
        states.forEach((id, state) -> {
            FindingFacts finding = facts.get(id);
            if (finding != null && !stored.contains(id)) {
                all.add(new StoredVulnerability(ordinal(id), finding, state, now, false));
            }
        });
        return all;
    }

    /** Whether one of {@code pipelines} has found {@code finding}. */
    boolean isFound(FindingFacts finding, List<Pipeline> pipelines) {
        int ordinal = ordinal(finding.uuid());
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.scans().stream())
                .anyMatch(scan -> scan.findings().contains(ordinal));
    }

    private int ordinal(String id) {
        return ordinals.computeIfAbsent(id, _ -> ordinals.size());
    }

    private @Nullable FindingFacts byId(Fields fields, String id, YamlNode node, String at) {
        YamlNode.Mapping definition = definitions.get(id);
        if (definition == null) {
            fields.reading()
                    .error(
                            "unknown-value",
                            node.start(),
                            at,
                            "the finding '" + Reading.shown(id) + "' is described nowhere",
                            "describe it with scanner and severity");
            return null;
        }
        Fields item = new Fields(new Reading(""), definition, at);
        return describe(item, item.word("state", StoredState.class));
    }

    private @Nullable FindingFacts describe(Fields item, @Nullable StoredState state) {
        item.require("id");
        String id = Values.text(item, "id");
        if (id == null) {
            return null;
        }
        YamlNode epss = item.get("epss");
        item.get("first_detected");
        FindingFacts finding = new FindingFacts(
                id,
                word(item, id, "scanner", ScanType.class, ScanType.SAST),
                word(item, id, "severity", Severity.class, Severity.UNKNOWN),
                item.text("name"),
                Values.texts(item, "identifiers"),
                item.text("path"),
                item.bool("false_positive", false),
                item.bool("fix_available", false),
                item.bool("known_exploited"),
                epss == null ? null : item.reading().decimal(epss, item.path("epss"), 0, 1));
        item.close();
        facts.putIfAbsent(id, finding);
        if (state != null) {
            states.putIfAbsent(id, state);
        }
        return finding;
    }

    /** What a description leaves out is as the finding's first description has it. */
    private <E extends Enum<E> & Word> E word(Fields item, String id, String key, Class<E> type, E otherwise) {
        E word = item.word(key, type);
        if (word != null) {
            return word;
        }
        YamlNode.Mapping definition = definitions.get(id);
        return definition != null && definition.get(key) instanceof YamlNode.Scalar scalar
                ? Word.find(type, scalar.text()).orElse(otherwise)
                : otherwise;
    }
}
