// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.Severity;
import dev.portcullis.evaluation.announcement.Announcements;
import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.gitlab.CommitStatus;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.NewCommitStatus;
import dev.portcullis.gitlab.PipelineRef;
import dev.portcullis.messaging.Failpoints;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps our commit status on a pipeline at the verdict. The status always names its pipeline, so that GitLab never
 * creates one for it. {@code portcullis.enforcement.status-name} (default {@code portcullis}) is its name.
 */
@ApplicationScoped
class PostStatus {
    private final GitLabInstances instances;
    private final EnforcementStore store;
    private final EnforcementAlerts alerts;
    private final Announcements announcements;
    private final Database database;
    private final Failpoints failpoints;
    private final String name;

    PostStatus(
            GitLabInstances instances,
            EnforcementStore store,
            EnforcementAlerts alerts,
            Announcements announcements,
            Database database,
            Failpoints failpoints,
            @ConfigProperty(name = "portcullis.enforcement.status-name", defaultValue = "portcullis") String name) {
        this.instances = instances;
        this.store = store;
        this.alerts = alerts;
        this.announcements = announcements;
        this.database = database;
        this.failpoints = failpoints;
        this.name = name;
    }

    /** Brings the status on {@code pipeline} to {@code verdict}; does nothing where it stands already. */
    void post(GitLabClient client, KnownMergeRequest about, PipelineRef pipeline, Verdict verdict, UUID decisionId) {
        try {
            Optional<CommitStatus> standing = standing(client, pipeline);
            boolean ours = standing.map(status -> isOurs(about, status)).orElse(true);
            if (!ours) {
                forged(about, pipeline, standing.orElseThrow());
            }
            CommitStatus posted = standing.filter(status -> ours && says(status, verdict))
                    .orElseGet(() -> send(client, pipeline, verdict));
            record(about, pipeline, verdict, posted, decisionId);
        } catch (GitLabException e) {
            if (!e.isTransient()) {
                impossible(about, pipeline, e);
            }
            throw e;
        }
    }

    private Optional<CommitStatus> standing(GitLabClient client, PipelineRef pipeline) {
        return client.commitStatuses().list(pipeline.projectId(), pipeline.sha(), pipeline.id(), name).stream()
                .filter(status -> status.name().equals(name))
                .filter(status -> status.pipelineId() == null || status.pipelineId() == pipeline.id())
                .max(Comparator.comparingLong(CommitStatus::id));
    }

    private boolean isOurs(KnownMergeRequest about, CommitStatus status) {
        return status.author() != null
                && status.author().id() == instances.bot(about.key().instance()).id();
    }

    private static boolean says(CommitStatus status, Verdict verdict) {
        return status.status().equals(verdict.state()) && verdict.description().equals(status.description());
    }

    private CommitStatus send(GitLabClient client, PipelineRef pipeline, Verdict verdict) {
        NewCommitStatus status =
                new NewCommitStatus(verdict.state(), name, null, verdict.description(), null, pipeline.id());
        CommitStatus posted = client.commitStatuses().post(pipeline.projectId(), pipeline.sha(), status);
        failpoints.hit("enforcement.after-gitlab");
        return posted;
    }

    private void record(
            KnownMergeRequest about, PipelineRef pipeline, Verdict verdict, CommitStatus posted, UUID decisionId) {
        EnforcementStore.Status status = new EnforcementStore.Status(
                about.key().instance(),
                pipeline.projectId(),
                pipeline.id(),
                pipeline.sha(),
                verdict.state(),
                verdict.description(),
                posted.id(),
                decisionId);
        Instant now = Instant.now();
        database.inTransaction(() -> {
            boolean isNew = store.save(status, now);
            if (isNew) {
                audit(about, status, now);
            }
            return isNew;
        });
    }

    private void audit(KnownMergeRequest about, EnforcementStore.Status status, Instant now) {
        announcements.audit(
                new AuditEntry(
                        now,
                        Announcements.SERVICE,
                        status.state().equals("failed") ? "merge-request.blocked" : "merge-request.released",
                        "merge-request",
                        about.key().text(),
                        about.namespace(),
                        new ProjectRef(about.key().instance(), about.key().projectId(), about.projectPath()),
                        status.description(),
                        Map.of(
                                "pipeline", Long.toString(status.pipelineId()),
                                "sha", status.sha(),
                                "decision", status.decisionId().toString())),
                status.decisionId().toString());
    }

    private void forged(KnownMergeRequest about, PipelineRef pipeline, CommitStatus status) {
        String author =
                status.author() == null ? "nobody known" : status.author().username();
        alerts.raise(
                about,
                new EnforcementAlerts.Trouble(
                        "status-forged",
                        about.key().instance() + ":" + pipeline.projectId() + ":" + status.id(),
                        Severity.CRITICAL,
                        "The status '" + name + "' was forged in " + about.projectPath() + "!"
                                + about.key().iid(),
                        "'" + author + "' posted '" + status.status() + "' under Portcullis' name on pipeline "
                                + pipeline.id() + ". The true status has been posted again. Ask them why."),
                Map.of("author", author, "pipeline", Long.toString(pipeline.id()), "state", status.status()));
    }

    private void impossible(KnownMergeRequest about, PipelineRef pipeline, GitLabException failure) {
        alerts.raise(
                about,
                new EnforcementAlerts.Trouble(
                        "enforcement-impossible",
                        about.key().text() + ":" + pipeline.id(),
                        Severity.HIGH,
                        "No status can be posted on " + about.projectPath() + "!"
                                + about.key().iid(),
                        "GitLab refuses the commit status on pipeline " + pipeline.id() + " of project "
                                + pipeline.projectId() + ": " + failure.getMessage()
                                + " The bot needs the role Developer there, and the right to push to a protected"
                                + " branch; a fork's merge request needs a merge request pipeline in the target"
                                + " project."),
                Map.of("pipeline", Long.toString(pipeline.id())));
    }
}
