// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.decision.Outcome;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.snapshot.Approval;
import dev.portcullis.policy.snapshot.Bypass;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.PolicyException;
import dev.portcullis.policy.snapshot.Settings;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.Target;
import dev.portcullis.policy.yaml.YamlNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one scenario. */
final class ScenarioReader {
    private final Fields fields;
    private final Reading reading;
    private final List<PolicyException> exceptions;
    private final PeopleReader people;
    private final FindingReader findings = new FindingReader();

    ScenarioReader(Fields fields, List<PolicyException> exceptions) {
        this.fields = fields;
        this.reading = fields.reading();
        this.exceptions = exceptions;
        this.people = new PeopleReader(fields);
    }

    Scenario read() {
        fields.require("name");
        fields.require("now");
        Instant time = Times.instant(fields, "now");
        Instant now = time == null ? Instant.EPOCH : time;
        people.read();
        Snapshot snapshot = snapshot(now);
        fields.require("expect");
        ExecutionReader executions = new ExecutionReader(fields, people);
        ExecutionCase execution =
                executions.read(snapshot.project(), snapshot.unavailable().keySet());
        Expectation expected = expectation(Values.object(fields, "expect"), executions, execution != null);
        fields.close();
        return new Scenario(
                Values.text(fields, "name", ""),
                now,
                snapshot,
                execution,
                expected,
                people.names(),
                fields.node().start());
    }

    private Snapshot snapshot(Instant now) {
        findings.learn(fields.get("source"));
        findings.learn(fields.get("vulnerabilities"));
        findings.learn(fields.get("target"));
        ProjectReader projects = new ProjectReader(fields, people);
        Fields source = Values.object(fields, "source");
        SideReader sides = new SideReader(findings);
        String head = projects.headSha(source);
        Side read = sides.source(source, head);
        Target baseline = sides.target(Values.object(fields, "target"));
        MergeRequest mergeRequest = projects.mergeRequest(head, read);
        return new Snapshot(
                projects.project(),
                mergeRequest,
                read,
                baseline,
                findings.vulnerabilities(fields, now),
                people.members(),
                people.groups(),
                fields.list("approvals", (node, at) -> approval(node, at, head)),
                fields.list("bypasses", this::bypass),
                exceptions,
                unavailable(),
                settings(Values.object(fields, "settings")),
                Map.of());
    }

    private @Nullable Approval approval(YamlNode node, String at, String head) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            String name = reading.anyText(node, at);
            return name == null ? null : new Approval(people.id(name), head, null);
        }
        Fields item = new Fields(reading, mapping, at);
        String name = item.requireText("user");
        String sha = Values.text(item, "sha", head);
        Approval approval = new Approval(people.id(name), sha, Times.instant(item, "at"));
        item.close();
        return approval;
    }

    private @Nullable Bypass bypass(YamlNode node, String at) {
        Fields item = fields.object(node, at);
        if (item == null) {
            return null;
        }
        String policy = item.requireText("policy");
        String name = item.requireText("user");
        String reason = Values.text(item, "reason", "");
        item.close();
        return new Bypass(policy, people.id(name), reason, null);
    }

    private Map<Fact, String> unavailable() {
        Map<Fact, String> unavailable = new EnumMap<>(Fact.class);
        fields.list("unavailable", (node, at) -> reading.word(node, at, Fact.class))
                .forEach(fact -> unavailable.put(fact, "the scenario says so"));
        return unavailable;
    }

    private static Settings settings(Fields object) {
        Settings settings = new Settings(
                object.bool("bind_to_head", false),
                object.bool("require_target_scans", false),
                object.bool("global_group_approvers", false));
        object.close();
        return settings;
    }

    private Expectation expectation(Fields expect, ExecutionReader executions, boolean hasPipeline) {
        YamlNode left = expect.get("approvals_left");
        Set<String> counted = expect.has("findings") ? expect.set("findings", reading::anyText) : null;
        boolean revisit = expect.node().entry("revisit_at") != null;
        Instant at = Times.instant(expect, "revisit_at");
        Expectation expected = new Expectation(
                expect.word("decision", Outcome.class),
                Values.words(expect, "policies", Status.class),
                left == null ? null : reading.integer(left, expect.path("approvals_left"), 0, Integer.MAX_VALUE),
                counted,
                expect.bool("bot_comment"),
                revisit ? new Expectation.Revisit(at) : null,
                executions.expectation(expect, hasPipeline));
        expect.close();
        return expected;
    }
}
