// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.model.PolicyScope;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.MergeRequest.Commit;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import dev.portcullis.policy.snapshot.Side;
import dev.portcullis.policy.snapshot.Signature;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads project and merge request. */
final class ProjectReader {
    private final Reading reading;
    private final PeopleReader people;
    private final @Nullable Fields mergeRequest;
    private final Project project;
    private final List<Commit> commits;

    ProjectReader(Fields scenario, PeopleReader people) {
        this.reading = scenario.reading();
        this.people = people;
        this.mergeRequest = scenario.object("merge_request");
        this.project = project(scenario.object("project"));
        this.commits = mergeRequest == null ? List.of() : mergeRequest.list("commits", this::commit);
    }

    Project project() {
        return project;
    }

    /** The last commit; where none is listed, the commit of the first source pipeline that is not for a merge result. */
    String headSha(@Nullable Fields source) {
        if (!commits.isEmpty()) {
            return commits.getLast().sha();
        }
        if (source != null && source.node().get("pipelines") instanceof YamlNode.Sequence pipelines) {
            for (YamlNode node : pipelines.elements()) {
                if (node instanceof YamlNode.Mapping pipeline
                        && pipeline.get("sha") instanceof YamlNode.Scalar sha
                        && pipeline.get("parent") == null) {
                    return sha.text();
                }
            }
        }
        return "head";
    }

    /** Merge-request pipelines for a commit that is none of the merge request's ran on a merge result. */
    MergeRequest mergeRequest(String head, Side source) {
        List<String> own = commits.stream().map(Commit::sha).toList();
        List<String> mergeResults = source.pipelines().stream()
                .filter(pipeline -> pipeline.source().equals("merge_request_event"))
                .map(Pipeline::sha)
                .filter(sha -> !sha.equals(head) && !own.contains(sha))
                .distinct()
                .toList();
        if (mergeRequest == null) {
            return new MergeRequest(
                    1,
                    people.id("author"),
                    "feature",
                    project.defaultBranch(),
                    project.id(),
                    head,
                    mergeResults,
                    commits);
        }
        YamlNode iid = mergeRequest.get("iid");
        Long number = iid == null ? null : reading.id(iid, mergeRequest.path("iid"));
        YamlNode author = mergeRequest.get("author");
        String name = author == null ? null : reading.anyText(author, mergeRequest.path("author"));
        MergeRequest read = new MergeRequest(
                number == null ? 1 : number,
                people.id(name == null ? "author" : name),
                text(mergeRequest, "source_branch", "feature"),
                text(mergeRequest, "target_branch", project.defaultBranch()),
                project.id(),
                head,
                mergeResults,
                commits);
        mergeRequest.close();
        return read;
    }

    private @Nullable Commit commit(YamlNode node, String at) {
        Fields item = mergeRequest == null ? null : mergeRequest.object(node, at);
        if (item == null) {
            return null;
        }
        YamlNode id = item.require("sha");
        String sha = id == null ? null : reading.anyText(id, item.path("sha"));
        YamlNode author = item.get("author");
        String name = author == null ? null : reading.anyText(author, item.path("author"));
        Boolean signed = item.bool("signed");
        Signature signature = item.word("signature", Signature.class);
        item.close();
        if (signature == null) {
            signature = Boolean.TRUE.equals(signed) ? Signature.VERIFIED : Signature.NONE;
        }
        return new Commit(sha == null ? "" : sha, name == null ? null : people.id(name), signature);
    }

    private Project project(@Nullable Fields fields) {
        if (fields == null) {
            return new Project(
                    "gitlab",
                    1,
                    "project",
                    "main",
                    List.of("main"),
                    Set.of(),
                    List.of(),
                    false,
                    false,
                    false,
                    Map.of(),
                    ProjectApprovalSettings.NONE);
        }
        YamlNode id = fields.get("id");
        Long number = id == null ? null : reading.id(id, fields.path("id"));
        String defaultBranch = text(fields, "default_branch", "main");
        Project read = new Project(
                "gitlab",
                number == null ? 1 : number,
                text(fields, "path", "project"),
                defaultBranch,
                fields.has("protected_branches")
                        ? fields.list("protected_branches", reading::anyText)
                        : List.of(defaultBranch),
                fields.set("compliance_frameworks", reading::id),
                fields.list("groups", (node, at) -> group(fields, node, at)),
                fields.bool("archived", false),
                fields.bool("personal", false),
                fields.bool("security_policy_project", false),
                attributes(fields.object("security_attributes")),
                settings(fields.object("approval_settings")));
        fields.close();
        return read;
    }

    private Project.@Nullable AncestorGroup group(Fields fields, YamlNode node, String at) {
        Fields item = fields.object(node, at);
        if (item == null) {
            return null;
        }
        YamlNode id = item.require("id");
        Long number = id == null ? null : reading.id(id, item.path("id"));
        String path = item.requireText("path");
        item.close();
        return number == null ? null : new Project.AncestorGroup(number, path);
    }

    private Map<String, Set<Long>> attributes(@Nullable Fields fields) {
        Map<String, Set<Long>> attributes = new LinkedHashMap<>();
        if (fields != null) {
            for (String category : PolicyScope.ATTRIBUTE_CATEGORIES) {
                Set<Long> ids = new LinkedHashSet<>(fields.list(category, reading::id));
                if (!ids.isEmpty()) {
                    attributes.put(category, ids);
                }
            }
            fields.close();
        }
        return attributes;
    }

    private static ProjectApprovalSettings settings(@Nullable Fields fields) {
        if (fields == null) {
            return ProjectApprovalSettings.NONE;
        }
        ProjectApprovalSettings settings = new ProjectApprovalSettings(
                fields.bool("prevent_approval_by_author", false),
                fields.bool("prevent_approval_by_commit_author", false),
                fields.bool("remove_approvals_with_new_commit", false));
        fields.bool("require_password_to_approve");
        fields.close();
        return settings;
    }

    private String text(Fields fields, String key, String otherwise) {
        YamlNode node = fields.get(key);
        String text = node == null ? null : reading.anyText(node, fields.path(key));
        return text == null ? otherwise : text;
    }
}
