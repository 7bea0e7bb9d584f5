// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

/**
 * A push to a project's default branch.
 *
 * @param project the project
 * @param branch the default branch
 * @param before the commit before the push, forty zeros when the branch is new
 * @param after the commit after the push
 * @param actorId who pushed
 */
public record RepositoryPushed(ProjectRef project, String branch, String before, String after, long actorId)
        implements Fact {
    public RepositoryPushed {
        requireNonNull(project, "project is null");
        requireNonNull(branch, "branch is null");
        requireNonNull(before, "before is null");
        requireNonNull(after, "after is null");
    }
}
