// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.Discussion;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Note;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened that webhooks tell. Bodies are built when the hook is sent, not when this is called. */
public interface Events {
    /** A branch was created, moved or deleted; {@code before} or {@code after} is 40 zeros for the ends. */
    void pushed(User user, Project project, String branch, String before, String after, List<Commit> commits);

    /** Something happened to a merge request. */
    void mergeRequest(User user, MergeRequest mergeRequest, MergeRequestEvent event);

    void pipeline(Project project, Pipeline pipeline);

    void job(Project project, Job job);

    void noted(User user, MergeRequest mergeRequest, Discussion discussion, Note note, String action);

    void userCreated(User user);

    void projectCreated(Project project);

    void groupCreated(Group group);

    /** {@code event} is GitLab's event name, for example {@code user_add_to_team}; one of the two is not null. */
    void member(String event, @Nullable Project project, @Nullable Group group, Member member);
}
