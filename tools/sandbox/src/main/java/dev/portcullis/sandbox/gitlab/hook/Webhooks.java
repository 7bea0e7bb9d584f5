// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.control.Faults;
import dev.portcullis.sandbox.gitlab.rule.Events;
import dev.portcullis.sandbox.gitlab.rule.MergeRequestEvent;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.Discussion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Note;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends webhooks. */
public final class Webhooks implements Events {
    public Webhooks(
            Vertx vertx, GitLabState state, InstantSource clock, Faults faults, String version, Runnable changed) {}

    public void connect(Rules rules, Bodies bodies) {}

    @Override
    public void pushed(User user, Project project, String branch, String before, String after, List<Commit> commits) {}

    @Override
    public void mergeRequest(User user, MergeRequest mergeRequest, MergeRequestEvent event) {}

    @Override
    public void pipeline(Project project, Pipeline pipeline) {}

    @Override
    public void job(Project project, Job job) {}

    @Override
    public void noted(User user, MergeRequest mergeRequest, Discussion discussion, Note note, String action) {}

    @Override
    public void userCreated(User user) {}

    @Override
    public void projectCreated(Project project) {}

    @Override
    public void groupCreated(Group group) {}

    @Override
    public void member(String event, @Nullable Project project, @Nullable Group group, Member member) {}
}
