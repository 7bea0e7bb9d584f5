// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;

/** Is told when GitLab would look whether CI has something to run. */
public interface PushListener {
    /** A branch moved to a new commit. */
    void pushed(User user, Project project, String branch);

    /** A merge request was opened. */
    void opened(User user, MergeRequest mergeRequest);
}
