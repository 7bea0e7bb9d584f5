// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.gitlab.Commit;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.Project;
import dev.portcullis.policies.file.PolicyFile;
import dev.portcullis.policies.policy.PolicyText.Remark;
import dev.portcullis.policy.yaml.YamlText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the policy file at the head of a project's default branch. */
final class ReadHead {
    /** The kinds of trouble that are none before the first policy is written. */
    static final String FILE_MISSING = "file-missing";

    static final String NO_BRANCH = "no-default-branch";

    private ReadHead() {}

    /** What there is to be read. */
    sealed interface Head {}

    /** A file that can be taken over. */
    record Found(Project project, String branch, Commit commit, PolicyFile file) implements Head {}

    /** The same commit as before; nothing was read. */
    record Unchanged(Project project) implements Head {}

    /**
     * Nothing that can be taken over.
     *
     * @param kind a word for the kind of trouble
     * @param sentence what is wrong and what to do
     * @param commit the commit, as far as there is one
     */
    record Trouble(
            String kind,
            String sentence,
            @Nullable String commit,
            @Nullable Remark at) implements Head {}

    /**
     * Reads the head.
     *
     * @param known the commit that is taken over already; null to read whatever is there
     * @throws GitLabException where GitLab does not answer; the work is tried again
     */
    static Head read(GitLabClient client, PolicySource source, @Nullable String known) {
        try {
            return head(client, source, known);
        } catch (GitLabException e) {
            if (e.isTransient()) {
                throw e;
            }
            return new Trouble(
                    "refused",
                    "GitLab refuses to show " + PolicyFile.PATH + " of " + source.projectPath + ": " + e.getMessage()
                            + " Make Portcullis' user a Reporter of the project.",
                    null,
                    null);
        }
    }

    private static Head head(GitLabClient client, PolicySource source, @Nullable String known) {
        Optional<Project> project = present(() -> client.projects().get(source.projectId));
        if (project.isEmpty()) {
            return new Trouble(
                    "project-unreadable",
                    "The project " + source.projectPath + " (" + source.projectId + ") is gone, or Portcullis' user may"
                            + " not see it. Make that user a member, or unlink the project.",
                    null,
                    null);
        }
        String branch = project.get().defaultBranch();
        Optional<Commit> commit = branch == null
                ? Optional.empty()
                : present(() -> client.repository().commit(source.projectId, branch));
        if (branch == null || commit.isEmpty()) {
            return new Trouble(
                    NO_BRANCH,
                    "The default branch of " + project.get().pathWithNamespace() + " does not exist, so there is no "
                            + PolicyFile.PATH + ". Push it, or set another default branch.",
                    null,
                    null);
        }
        return commit.get().id().equals(known)
                ? new Unchanged(project.get())
                : file(client, project.get(), branch, commit.get());
    }

    private static Head file(GitLabClient client, Project project, String branch, Commit commit) {
        String where = PolicyFile.PATH + " of " + project.pathWithNamespace() + " at " + commit.id();
        Optional<byte[]> bytes = present(() -> client.repository().file(project.id(), PolicyFile.PATH, commit.id()));
        if (bytes.isEmpty()) {
            return new Trouble(
                    FILE_MISSING,
                    where + " does not exist. All policies stay as they are; to retire one, take it out of the file.",
                    commit.id(),
                    null);
        }
        if (bytes.get().length > YamlText.MAX_BYTES) {
            return new Trouble(
                    "file-too-large",
                    where + " has " + bytes.get().length + " bytes; " + YamlText.MAX_BYTES + " are read at most. All"
                            + " policies stay as they are.",
                    commit.id(),
                    null);
        }
        PolicyFile file = PolicyFile.read(bytes.get());
        if (!file.readable()) {
            Remark error = file.error().orElse(null);
            return new Trouble(
                    "file-invalid",
                    where + " is no policy file" + (error == null ? "" : ": " + sentence(error))
                            + ". All policies stay as they are.",
                    commit.id(),
                    error);
        }
        return new Found(project, branch, commit, file);
    }

    /** A remark in one line. */
    static String sentence(Remark remark) {
        return "line " + remark.line() + ", column " + remark.column() + ": " + remark.message()
                + (remark.suggestion() == null ? "" : "; " + remark.suggestion());
    }

    private interface Call<T> {
        T get();
    }

    private static <T> Optional<T> present(Call<T> call) {
        try {
            return Optional.of(call.get());
        } catch (GitLabException e) {
            if (e.kind() == GitLabException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
