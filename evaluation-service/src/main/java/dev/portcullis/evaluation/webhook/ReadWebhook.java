// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.MergeRequestChanged;
import dev.portcullis.contracts.PipelineState;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.RepositoryPushed;
import dev.portcullis.evaluation.webhook.WebhookFact.Ignored;
import dev.portcullis.evaluation.webhook.WebhookFact.Published;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a webhook's body into a fact. Hooks are hints: what they lack is read from GitLab later. */
final class ReadWebhook {
    private static final Set<String> COMPLETED = Set.of("success", "failed", "canceled", "skipped");
    private static final String NO_COMMIT = "0".repeat(40);

    private ReadWebhook() {}

    /**
     * The kind of event, by the header, or for system hooks by the body.
     *
     * @param header {@code X-Gitlab-Event}
     */
    static String kind(@Nullable String header, WebhookBody body) {
        return switch (header == null ? "" : header) {
            case "Pipeline Hook" -> "pipeline";
            case "Merge Request Hook" -> "merge_request";
            case "Push Hook" -> "push";
            case "System Hook" -> body.text("object_kind", body.text("event_name", "unknown"));
            default -> "unknown";
        };
    }

    static WebhookFact read(String instance, String kind, WebhookBody body) {
        return switch (kind) {
            case "pipeline" -> pipeline(instance, body);
            case "merge_request" -> mergeRequest(instance, body);
            case "push" -> push(instance, body);
            default -> new Ignored("events of this kind are not used");
        };
    }

    private static WebhookFact pipeline(String instance, WebhookBody body) {
        Optional<ProjectRef> project = project(instance, body);
        OptionalLong id = body.number("object_attributes.id");
        String sha = body.text("object_attributes.sha");
        String status = body.text("object_attributes.status");
        if (project.isEmpty() || id.isEmpty() || sha == null || status == null) {
            return incomplete("project.id, object_attributes.id, .sha and .status");
        }
        OptionalLong iid = mergeRequestHere(project.get(), body);
        PipelineState state = new PipelineState(
                project.get(),
                id.getAsLong(),
                sha,
                body.text("object_attributes.ref", ""),
                body.isTrue("object_attributes.tag"),
                body.text("object_attributes.source", "unknown"),
                status,
                iid.isPresent() ? iid.getAsLong() : null,
                body.instant("object_attributes.created_at"),
                body.instant("object_attributes.finished_at"));
        boolean finished = COMPLETED.contains(status);
        return new Published(
                finished ? EventType.PIPELINE_FINISHED : EventType.PIPELINE_CREATED,
                project.get(),
                subject(project.get()) + "/pipelines/" + id.getAsLong(),
                finished ? state.finishedAt() : state.createdAt(),
                state);
    }

    /** A fork's pipeline names the merge request of another project, whose number means nothing here. */
    private static OptionalLong mergeRequestHere(ProjectRef project, WebhookBody body) {
        long target = body.number("merge_request.target_project_id", project.projectId());
        return target == project.projectId() ? body.number("merge_request.iid") : OptionalLong.empty();
    }

    private static WebhookFact mergeRequest(String instance, WebhookBody body) {
        Optional<ProjectRef> project = project(instance, body);
        OptionalLong iid = body.number("object_attributes.iid");
        String state = body.text("object_attributes.state");
        if (project.isEmpty() || iid.isEmpty() || state == null) {
            return incomplete("project.id, object_attributes.iid and .state");
        }
        MergeRequestChanged changed = new MergeRequestChanged(
                project.get(),
                iid.getAsLong(),
                body.text("object_attributes.action", "update"),
                state,
                body.text("object_attributes.last_commit.id"),
                body.text("object_attributes.oldrev"),
                body.number("object_attributes.source_project_id", 0),
                body.text("object_attributes.source_branch", ""),
                body.text("object_attributes.target_branch", ""),
                body.number("object_attributes.author_id", 0),
                body.number("user.id", 0),
                body.text("user.username", ""),
                body.isTrue("object_attributes.system"),
                body.instant("object_attributes.updated_at"));
        return new Published(
                EventType.MERGE_REQUEST,
                project.get(),
                subject(project.get()) + "!" + iid.getAsLong(),
                changed.updatedAt(),
                changed);
    }

    private static WebhookFact push(String instance, WebhookBody body) {
        Optional<ProjectRef> project = project(instance, body);
        String ref = body.text("ref");
        String after = body.text("after");
        if (project.isEmpty() || ref == null || after == null) {
            return incomplete("project.id, ref and after");
        }
        String branch = body.text("project.default_branch");
        if (branch == null || !ref.equals("refs/heads/" + branch) || after.equals(NO_COMMIT)) {
            return new Ignored("the push does not change the default branch");
        }
        RepositoryPushed pushed = new RepositoryPushed(
                project.get(), branch, body.text("before", NO_COMMIT), after, body.number("user_id", 0));
        return new Published(EventType.REPOSITORY_PUSHED, project.get(), subject(project.get()), null, pushed);
    }

    /** The project; system hooks of some servers name it beside {@code project} only. */
    private static Optional<ProjectRef> project(String instance, WebhookBody body) {
        String path =
                body.text("project.path_with_namespace", body.text("object_attributes.target.path_with_namespace", ""));
        return Stream.of("project.id", "object_attributes.target_project_id", "project_id")
                .map(body::number)
                .flatMapToLong(OptionalLong::stream)
                .mapToObj(id -> new ProjectRef(instance, id, path))
                .findFirst();
    }

    private static String subject(ProjectRef project) {
        return project.instance() + "/" + project.projectId();
    }

    private static Ignored incomplete(String needed) {
        return new Ignored("the body lacks one of " + needed);
    }
}
