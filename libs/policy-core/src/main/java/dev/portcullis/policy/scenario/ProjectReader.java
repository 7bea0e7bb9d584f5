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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads project and merge request. */
final class ProjectReader {
    private final PeopleReader people;
    private final Fields mergeRequest;
    private final Project project;
    private final List<Commit> commits;

    ProjectReader(Fields scenario, PeopleReader people) {
        this.people = people;
        this.mergeRequest = Values.object(scenario, "merge_request");
        this.project = project(Values.object(scenario, "project"));
        this.commits = mergeRequest.list("commits", (node, at) -> commit(mergeRequest, node, at));
    }

    Project project() {
        return project;
    }

    /** The last commit; where none is listed, the commit of the first source pipeline that names one and is no child. */
    String headSha(Fields source) {
        if (!commits.isEmpty()) {
            return commits.getLast().sha();
        }
        if (source.get("pipelines") instanceof YamlNode.Sequence pipelines) {
            for (YamlNode node : pipelines.elements()) {
                if (node instanceof YamlNode.Mapping mapping) {
                    Fields pipeline = new Fields(new Reading(""), mapping, "");
                    String sha = Values.text(pipeline, "sha");
                    if (sha != null && !pipeline.has("parent")) {
                        return sha;
                    }
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
        MergeRequest read = new MergeRequest(
                Values.id(mergeRequest, "iid", 1),
                people.id(Values.text(mergeRequest, "author", "author")),
                Values.text(mergeRequest, "source_branch", "feature"),
                Values.text(mergeRequest, "target_branch", project.defaultBranch()),
                project.id(),
                head,
                mergeResults,
                commits);
        mergeRequest.close();
        return read;
    }

    private @Nullable Commit commit(Fields fields, YamlNode node, String at) {
        Fields item = fields.object(node, at);
        if (item == null) {
            return null;
        }
        item.require("sha");
        String author = Values.text(item, "author");
        Signature signed = item.bool("signed", false) ? Signature.VERIFIED : Signature.NONE;
        Commit commit = new Commit(
                Values.text(item, "sha", ""),
                author == null ? null : people.id(author),
                item.word("signature", Signature.class, signed));
        item.close();
        return commit;
    }

    private Project project(Fields fields) {
        String defaultBranch = Values.text(fields, "default_branch", "main");
        Project read = new Project(
                "gitlab",
                Values.id(fields, "id", 1),
                Values.text(fields, "path", "project"),
                defaultBranch,
                fields.has("protected_branches") ? Values.texts(fields, "protected_branches") : List.of(defaultBranch),
                fields.set("compliance_frameworks", fields.reading()::id),
                groups(fields),
                fields.bool("archived", false),
                fields.bool("personal", false),
                fields.bool("security_policy_project", false),
                attributes(Values.object(fields, "security_attributes")),
                settings(Values.object(fields, "approval_settings")));
        fields.close();
        return read;
    }

    private List<Project.AncestorGroup> groups(Fields fields) {
        Map<Long, String> paths = new HashMap<>();
        return fields.list("groups", (node, at) -> {
            Project.AncestorGroup group = group(fields, node, at);
            if (group != null) {
                Values.checkOwn(fields.reading(), paths, group.id(), group.path(), node, at);
            }
            return group;
        });
    }

    private Project.@Nullable AncestorGroup group(Fields fields, YamlNode node, String at) {
        Fields item = fields.object(node, at);
        if (item == null) {
            return null;
        }
        item.require("id");
        Long number = Values.id(item, "id");
        String path = item.requireText("path");
        item.close();
        return number == null ? null : new Project.AncestorGroup(number, path);
    }

    private static Map<String, Set<Long>> attributes(Fields fields) {
        Map<String, Set<Long>> attributes = new LinkedHashMap<>();
        for (String category : PolicyScope.ATTRIBUTE_CATEGORIES) {
            attributes.put(category, fields.set(category, fields.reading()::id));
        }
        fields.close();
        return attributes;
    }

    private static ProjectApprovalSettings settings(Fields fields) {
        ProjectApprovalSettings settings = new ProjectApprovalSettings(
                fields.bool("prevent_approval_by_author", false),
                fields.bool("prevent_approval_by_commit_author", false),
                fields.bool("remove_approvals_with_new_commit", false));
        fields.bool("require_password_to_approve");
        fields.close();
        return settings;
    }
}
