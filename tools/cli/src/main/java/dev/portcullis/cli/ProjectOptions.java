// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options that describe a project. */
final class ProjectOptions {
    @Option(names = "--project", defaultValue = "project", description = "full path of the project (${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String project;

    @Option(names = "--project-id", defaultValue = "1", description = "its id, for policy scopes (${DEFAULT-VALUE})")
    private long projectId;

    @Option(names = "--group", paramLabel = "PATH=ID", description = "a group above it, for policy scopes")
    private Map<String, Long> groups = Map.of();

    @Option(names = "--framework", paramLabel = "ID", description = "one of its compliance frameworks")
    private List<Long> frameworks = List.of();

    @Option(names = "--default-branch", defaultValue = "main", description = "${DEFAULT-VALUE} if not given")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String defaultBranch;

    @Option(
            names = "--protected",
            paramLabel = "NAME",
            description = "a protected branch; the default one if not given")
    private List<String> protectedBranches = List.of();

    /** The project, as far as it is known. */
    Project project() {
        return new Project(
                "gitlab",
                projectId,
                project,
                defaultBranch,
                protectedBranches.isEmpty() ? List.of(defaultBranch) : protectedBranches,
                Set.copyOf(frameworks),
                groups.entrySet().stream()
                        .map(group -> new Project.AncestorGroup(group.getValue(), group.getKey()))
                        .toList(),
                false,
                false,
                false,
                Map.of(),
                ProjectApprovalSettings.NONE);
    }
}
