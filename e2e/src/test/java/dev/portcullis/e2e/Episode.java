// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import dev.portcullis.sandbox.demo.Await;
import dev.portcullis.sandbox.demo.Cast;
import dev.portcullis.sandbox.demo.MergeRequest;
import dev.portcullis.sandbox.demo.Project;
import dev.portcullis.sandbox.demo.Report;
import dev.portcullis.sandbox.demo.Rest;
import dev.portcullis.sandbox.demo.Verdict;
import java.time.Duration;
import java.util.List;

/** One merge request that brings a new critical finding, from its opening to its merge. */
final class Episode {
    private final Cast cast;
    private final Project project;
    private final Await await = new Await(Duration.ofSeconds(75));

    Episode(Cast cast, Project project) {
        this.cast = cast;
        this.project = project;
    }

    /** Opens it, and returns when Portcullis waits for its pipeline. */
    MergeRequest open(String branch) {
        MergeRequest opened = project.open(branch, "Add " + branch);
        await.until(
                "a first decision about " + opened.name(),
                () -> Verdict.of(cast.graceAtPortcullis(), opened),
                verdict -> verdict.outcome().equals("pending"));
        return opened;
    }

    /** Runs its pipeline, which brings the finding. */
    void scan(MergeRequest opened) {
        project.scan(opened, List.of(Report.ofDemo("sast", "web-critical-sast.json")));
    }

    /** Returns when it is blocked in GitLab. */
    void awaitBlock(MergeRequest opened) {
        await.until(
                "the block of " + opened.name(),
                () -> Verdict.of(cast.graceAtPortcullis(), opened),
                verdict -> verdict.outcome().equals("approval_required"));
        await.until(
                "the status of " + opened.name(),
                () -> opened.inGitLab().path("head_pipeline").path("status").asText(),
                "failed"::equals);
        await.until("the comment on " + opened.name(), () -> comments(opened), comments -> comments.size() == 1);
    }

    /** Approves and merges it. */
    void release(MergeRequest opened) {
        opened.approve(cast.grace());
        await.until(
                "the release of " + opened.name(),
                () -> Verdict.of(cast.graceAtPortcullis(), opened),
                verdict -> verdict.outcome().equals("satisfied"));
        await.until("the merge of " + opened.name(), opened::merge, Rest.Answer::isOk);
    }

    /** The bodies of the bot's comments. */
    List<String> comments(MergeRequest opened) {
        return opened.botComments(cast.dora());
    }
}
