// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Projects about which there is nothing special. */
public final class Projects {
    private Projects() {}

    /** The project 1, {@code acme/web}, with these protected branches and the default branch {@code main}. */
    public static Project web(String... protectedBranches) {
        return of(1, "acme/web", protectedBranches);
    }

    /** The project with this id and path. */
    public static Project of(long id, String path, String... protectedBranches) {
        return new Project(
                "gitlab",
                id,
                path,
                "main",
                List.of(protectedBranches),
                Set.of(),
                List.of(),
                false,
                false,
                false,
                Map.of(),
                ProjectApprovalSettings.NONE);
    }
}
