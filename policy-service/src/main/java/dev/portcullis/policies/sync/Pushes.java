// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.gitlab.Commit;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.PushEvent;
import dev.portcullis.gitlab.PushEvent.PushData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who pushed, as GitLab remembers it: names within commits can be made up, this cannot. */
final class Pushes {
    private static final int MOST = 500;

    private final GitLabClient client;
    private final Map<Long, List<PushEvent>> known = new HashMap<>();

    Pushes(GitLabClient client) {
        this.client = client;
    }

    /** Adds those who pushed one of these commits as the head of any branch. */
    void addThoseOf(long projectId, List<Commit> commits, GitAuthors authors) {
        Set<String> ids = commits.stream().map(Commit::id).collect(Collectors.toSet());
        for (PushEvent push : of(projectId)) {
            PushData data = push.pushData();
            if (data != null && data.commitTo() != null && ids.contains(data.commitTo())) {
                add(push, authors);
            }
        }
    }

    /**
     * Adds those who pushed to a branch since it had a commit.
     *
     * @param since the commit; null for as long as GitLab remembers
     * @return whether it is known who pushed {@code head}
     */
    boolean addThoseSince(long projectId, String branch, String head, @Nullable String since, GitAuthors authors) {
        boolean found = head.equals(since);
        for (PushEvent push : to(projectId, branch)) {
            String commit = commit(push);
            if (commit != null && commit.equals(since)) {
                break;
            }
            add(push, authors);
            found = found || head.equals(commit);
        }
        return found;
    }

    /**
     * Adds those who pushed to a branch from its creation on, in the life in which it came to be at {@code head}.
     *
     * @return whether it is known who pushed {@code head}
     */
    boolean addThoseOfBranch(long projectId, String branch, String head, GitAuthors authors) {
        List<PushEvent> life = new ArrayList<>();
        for (PushEvent push : to(projectId, branch)) {
            if (commit(push) != null) {
                life.add(push);
            }
            boolean begins =
                    push.pushData() != null && "created".equals(push.pushData().action());
            if (begins && has(life, head)) {
                break;
            }
            if (begins) {
                life.clear();
            }
        }
        if (!has(life, head)) {
            return false;
        }
        life.forEach(push -> add(push, authors));
        return true;
    }

    private static boolean has(List<PushEvent> pushes, String head) {
        return pushes.stream().anyMatch(push -> head.equals(commit(push)));
    }

    private static @Nullable String commit(PushEvent push) {
        PushData data = push.pushData();
        return data == null ? null : data.commitTo();
    }

    private static void add(PushEvent push, GitAuthors authors) {
        authors.add(
                push.authorId(),
                push.author() == null
                        ? "user " + push.authorId()
                        : push.author().username());
    }

    /** The pushes to a branch, newest first. */
    private List<PushEvent> to(long projectId, String branch) {
        return of(projectId).stream()
                .filter(push -> push.pushData() != null
                        && "branch".equals(push.pushData().refType())
                        && branch.equals(push.pushData().ref()))
                .toList();
    }

    private List<PushEvent> of(long projectId) {
        return known.computeIfAbsent(projectId, this::read);
    }

    private List<PushEvent> read(long projectId) {
        List<PushEvent> found = new ArrayList<>();
        try {
            for (PushEvent push : client.projects().pushes(projectId)) {
                found.add(push);
                if (found.size() == MOST) {
                    break;
                }
            }
        } catch (GitLabException e) {
            // A fork that is gone or closed to us: who pushed there is not known.
            if (e.kind() != GitLabException.Kind.NOT_FOUND) {
                throw e;
            }
        }
        return found;
    }
}
