// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Base;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Target;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what source and target brought: pipelines with their scans, findings and components. */
final class SideReader {
    private final FindingReader findings;
    private long lastId;

    SideReader(FindingReader findings) {
        this.findings = findings;
    }

    Side source(Fields fields, String head) {
        Side side = new Side(pipelines(fields, head));
        fields.close();
        return side;
    }

    Target target(Fields fields) {
        List<Target.Candidate> candidates = new ArrayList<>(fields.list("candidates", (node, at) -> {
            Fields item = fields.object(node, at);
            if (item == null) {
                return null;
            }
            Base of = item.requireWord("of", Base.class, Base.LATEST);
            Target.Candidate candidate = new Target.Candidate(of, pipelines(item, of.word()));
            item.close();
            return candidate;
        }));
        List<Pipeline> earlier = fields.list("earlier_pipelines", (node, at) -> {
            Fields item = fields.object(node, at);
            Pipeline pipeline = item == null ? null : pipeline(item, Shared.NONE, "earlier");
            if (item != null) {
                item.close();
            }
            return pipeline;
        });
        List<Pipeline> own = pipelines(fields, "target");
        if (!own.isEmpty()) {
            candidates.add(new Target.Candidate(candidates.isEmpty() ? Base.BASE : Base.LATEST, own));
        }
        fields.close();
        return new Target(candidates, earlier);
    }

    /** A finding, and where it stands. */
    private record Found(FindingFacts facts, YamlNode node, String at) {}

    /** What a side states for all of its pipelines. */
    private record Shared(
            @Nullable List<Scan> scans,
            List<Found> findings,
            @Nullable List<Component> dependencies) {
        private static final Shared NONE = new Shared(null, List.of(), null);
    }

    private List<Pipeline> pipelines(Fields side, String sha) {
        int problems = side.reading().problems().size();
        List<Found> shared = found(side);
        List<Scan> scans = scans(side);
        List<Component> dependencies = dependencies(side);
        YamlNode list = side.get("pipelines");
        if (list == null) {
            boolean any = side.has("findings") || scans != null || dependencies != null;
            List<Scan> ran = scans == null ? succeeded(shared) : scans;
            List<Pipeline> plain = any ? List.of(plain(sha, with(ran, shared), dependencies)) : List.of();
            checkFound(side, problems, shared, plain);
            return plain;
        }
        boolean someListScans = list instanceof YamlNode.Sequence sequence
                && sequence.elements().stream()
                        .anyMatch(node -> node instanceof YamlNode.Mapping mapping && mapping.get("scans") != null);
        Shared common = new Shared(scans == null && someListScans ? List.of() : scans, shared, dependencies);
        List<Pipeline> pipelines = side.list("pipelines", (node, at) -> {
            Fields item = side.object(node, at);
            Pipeline pipeline = item == null ? null : pipeline(item, common, sha);
            if (item != null) {
                item.close();
            }
            return pipeline;
        });
        checkFound(side, problems, shared, pipelines);
        return pipelines;
    }

    private List<Found> found(Fields fields) {
        return fields.list("findings", (node, at) -> {
            FindingFacts facts = findings.read(fields, node, at);
            return facts == null ? null : new Found(facts, node, at);
        });
    }

    /** Reports findings that would be lost for want of a scan, unless {@code problems} or more may be the cause. */
    private void checkFound(Fields fields, int problems, List<Found> found, List<Pipeline> pipelines) {
        if (fields.reading().problems().size() > problems) {
            return;
        }
        found.stream()
                .filter(one -> !findings.isFound(one.facts(), pipelines))
                .forEach(one -> fields.reading()
                        .error(
                                "no-scan",
                                one.node().start(),
                                one.at(),
                                "the finding '" + Reading.shown(one.facts().uuid()) + "' is of "
                                        + one.facts().scanner().word() + ", and no scan of that type is listed",
                                "add " + one.facts().scanner().word() + " to 'scans', or delete the finding"));
    }

    private Pipeline plain(String sha, List<Scan> scans, @Nullable List<Component> dependencies) {
        return new Pipeline(
                ++lastId, sha, "merge_request_event", "success", true, false, null, null, null, scans, dependencies);
    }

    private Pipeline pipeline(Fields fields, Shared shared, String sha) {
        Long number = Values.id(fields, "id");
        Long parent = Values.id(fields, "parent");
        String status = RunStatus.read(fields);
        int problems = fields.reading().problems().size();
        boolean own = fields.has("findings");
        List<Found> found = own ? found(fields) : shared.findings();
        List<Scan> scans = scans(fields);
        if (scans == null) {
            scans = own || shared.scans() == null ? succeeded(found) : shared.scans();
        }
        List<Component> dependencies = dependencies(fields);
        lastId = number == null ? lastId + 1 : Math.max(number, lastId);
        Pipeline read = new Pipeline(
                number == null ? lastId : number,
                Values.text(fields, "sha", sha),
                Values.text(fields, "source", parent == null ? "merge_request_event" : "parent_pipeline"),
                status,
                RunStatus.isComplete(status),
                fields.bool("tag", false),
                parent,
                Times.instant(fields, "created_at"),
                Times.instant(fields, "finished_at"),
                with(scans, found),
                dependencies == null ? shared.dependencies() : dependencies);
        if (own) {
            checkFound(fields, problems, found, List.of(read));
        }
        return read;
    }

    private static List<Scan> succeeded(List<Found> findings) {
        Set<ScanType> types = EnumSet.noneOf(ScanType.class);
        findings.forEach(finding -> types.add(finding.facts().scanner()));
        return types.stream()
                .map(type -> new Scan(type, ScanStatus.SUCCESS, 0, null, Findings.EMPTY))
                .toList();
    }

    private List<Scan> with(List<Scan> scans, List<Found> found) {
        return scans.stream()
                .map(scan -> new Scan(
                        scan.type(),
                        scan.status(),
                        scan.job(),
                        scan.reportSha256(),
                        findings.set(found.stream()
                                .map(Found::facts)
                                .filter(finding -> finding.scanner() == scan.type())
                                .toList())))
                .toList();
    }

    private static @Nullable List<Scan> scans(Fields fields) {
        return !fields.has("scans") ? null : fields.list("scans", (node, at) -> scan(fields, node, at));
    }

    private static @Nullable Scan scan(Fields fields, YamlNode node, String at) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            ScanType type = fields.reading().word(node, at, ScanType.class);
            return type == null ? null : new Scan(type, ScanStatus.SUCCESS, 0, null, Findings.EMPTY);
        }
        Fields item = new Fields(fields.reading(), mapping, at);
        ScanType type = item.requireWord("type", ScanType.class, ScanType.SAST);
        ScanStatus status = item.word("status", ScanStatus.class, ScanStatus.SUCCESS);
        item.close();
        return new Scan(type, status, 0, null, Findings.EMPTY);
    }

    private static @Nullable List<Component> dependencies(Fields fields) {
        return !fields.has("dependencies")
                ? null
                : fields.list("dependencies", (node, at) -> component(fields, node, at));
    }

    private static @Nullable Component component(Fields fields, YamlNode node, String at) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            String purl = fields.reading().text(node, at);
            return purl == null ? null : new Component(purl, List.of());
        }
        Fields item = new Fields(fields.reading(), mapping, at);
        List<String> read = item.get("licenses") instanceof YamlNode.Scalar scalar
                ? List.of(scalar.text())
                : item.list("licenses", (license, path) -> license(item, license, path));
        Component component = new Component(item.requireText("purl"), read);
        item.close();
        return component;
    }

    /** A bare id, name or expression, or an object with one of these. */
    private static @Nullable String license(Fields fields, YamlNode node, String at) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return fields.reading().anyText(node, at);
        }
        Fields item = new Fields(fields.reading(), mapping, at);
        String id = item.text("id");
        String name = item.text("name");
        String expression = item.text("expression");
        String license = expression != null ? expression : id != null ? id : name;
        if (license == null) {
            item.require("id");
        }
        item.close();
        return license;
    }
}
