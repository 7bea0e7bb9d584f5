// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static dev.portcullis.cli.Json.at;
import static dev.portcullis.cli.Json.list;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portcullis.policy.document.Fixes;
import dev.portcullis.policy.document.PolicyDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SarifReportTest {
    /** Characters of two UTF-16 units stand before a fix in the same line. */
    private static final String OLD = """
            # 𝕂ept
            scan_result_policy:
            - {name: "𝔸 name", enbaled: true, rules: [{type: scan_finding, branches: [main], scanners: [sast],
               vulnerabilities_allowed: 0, severity_levels: [critical], vulnerability_states: [newly_detected]}],
               actions: [{type: require_approval, approvals_required: 1, role_approvers: [Owner]}], more: 1}
            """;

    @Test
    void isWhatSarifsOwnSchemaDescribes() throws IOException {
        try (InputStream schema = SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            String text = new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
            Schema sarif = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(text, InputFormat.JSON);
            String report = SarifReport.of(List.of(file("policy.yml", OLD), file("empty.yml", "")), "1.0");
            List<Error> errors = sarif.validate(report, InputFormat.JSON);
            assertThat(errors).isEmpty();
            assertThat(sarif.validate(report.replace("startLine", "beginLine"), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    @Test
    void tellsOfEachResultItsRulePlaceAndFix() {
        Map<?, ?> run = run(file("policy.yml", OLD));
        assertThat(run.get("columnKind")).isEqualTo("unicodeCodePoints");
        List<?> rules = list(at(run, "tool", "driver", "rules"));
        Map<?, ?> slip = results(run).stream()
                .filter(result -> "unknown-key".equals(result.get("ruleId")))
                .findFirst()
                .orElseThrow();
        int index = ((Number) Objects.requireNonNull(slip.get("ruleIndex"))).intValue();
        assertThat(at(rules.get(index), "id")).isEqualTo("unknown-key");
        assertThat(at(rules.get(index), "name")).isEqualTo("UnknownKey");
        assertThat(at(rules.get(index), "defaultConfiguration", "level")).isEqualTo("error");
        assertThat(at(rules.get(index), "help", "text"))
                .asString()
                .contains("--fix")
                .doesNotContain("`");
        assertThat(at(slip, "locations", 0, "physicalLocation", "region"))
                .isEqualTo(Map.of("startLine", 3L, "startColumn", 20L));
        assertThat(at(slip, "locations", 0, "logicalLocations", 0, "fullyQualifiedName"))
                .isEqualTo("scan_result_policy[0].enbaled");
        Object change = at(slip, "fixes", 0, "artifactChanges", 0);
        assertThat(at(change, "artifactLocation", "uri")).isEqualTo("policy.yml");
        assertThat(at(change, "replacements", 0, "deletedRegion"))
                .isEqualTo(Map.of("startLine", 3L, "startColumn", 20L, "endLine", 3L, "endColumn", 27L));
        assertThat(at(change, "replacements", 0, "insertedContent", "text")).isEqualTo("enabled");
    }

    @Test
    void itsFixesMakeOfTheFileWhatARepairMakesOfIt() {
        List<Object> replacements = new ArrayList<>();
        for (Map<?, ?> result : results(run(file("policy.yml", OLD)))) {
            if (result.containsKey("fixes")) {
                replacements.addAll(list(at(result, "fixes", 0, "artifactChanges", 0, "replacements")));
            }
        }
        assertThat(replacements).hasSizeGreaterThan(3);
        replacements.sort(Comparator.comparingInt(one -> start(OLD, one)).reversed());
        String repaired = OLD;
        for (Object replacement : replacements) {
            int end = index(
                    OLD, at(replacement, "deletedRegion", "endLine"), at(replacement, "deletedRegion", "endColumn"));
            repaired = repaired.substring(0, start(OLD, replacement))
                    + at(replacement, "insertedContent", "text")
                    + repaired.substring(end);
        }
        assertThat(repaired).isEqualTo(Fixes.apply(PolicyDocument.parse(OLD, "policy.yml")));
    }

    @Test
    void aByteOrderMarkIsNoColumn() {
        Map<?, ?> result =
                results(run(file("policy.yml", "\ufeffaproval_policy: []"))).getFirst();
        assertThat(at(result, "locations", 0, "physicalLocation", "region", "startColumn"))
                .isEqualTo(1L);
        assertThat(at(result, "fixes", 0, "artifactChanges", 0, "replacements", 0, "deletedRegion", "startColumn"))
                .isEqualTo(1L);
    }

    @Test
    void aProblemThatOnlyMovesKeepsItsFingerprint() {
        Map<?, ?> before = results(run(file("policy.yml", OLD))).getLast();
        Map<?, ?> after = results(run(file("policy.yml", "# new\n" + OLD))).getLast();
        assertThat(after.get("locations")).isNotEqualTo(before.get("locations"));
        assertThat(after.get("partialFingerprints")).isEqualTo(before.get("partialFingerprints"));
    }

    @Test
    void namesFilesByUri() {
        assertThat(uri("./policies/50% für #1.yml")).isEqualTo("policies/50%25%20f%C3%BCr%20%231.yml");
        assertThat(uri("../a:b.yml")).isEqualTo("./../a:b.yml");
        Path absolute = Path.of("policy.yml").toAbsolutePath();
        assertThat(uri(absolute.toString())).isEqualTo(absolute.toUri().toASCIIString());
    }

    private static Object uri(String source) {
        return at(
                results(run(file(source, ""))).getFirst(),
                "locations",
                0,
                "physicalLocation",
                "artifactLocation",
                "uri");
    }

    private static int start(String text, Object replacement) {
        return index(
                text, at(replacement, "deletedRegion", "startLine"), at(replacement, "deletedRegion", "startColumn"));
    }

    private static int index(String text, Object line, Object column) {
        int start = 0;
        for (long i = 1; i < ((Number) line).longValue(); i++) {
            start = text.indexOf('\n', start) + 1;
        }
        return text.offsetByCodePoints(start, ((Number) column).intValue() - 1);
    }

    private static CheckedFile file(String name, String text) {
        return new CheckedFile(text, PolicyDocument.parse(text, name).problems());
    }

    private static Map<?, ?> run(CheckedFile file) {
        return (Map<?, ?>) at(Json.read(SarifReport.of(List.of(file), null)), "runs", 0);
    }

    private static List<Map<?, ?>> results(Map<?, ?> run) {
        List<Map<?, ?>> results = new ArrayList<>();
        list(at(run, "results")).forEach(result -> results.add((Map<?, ?>) result));
        return results;
    }
}
