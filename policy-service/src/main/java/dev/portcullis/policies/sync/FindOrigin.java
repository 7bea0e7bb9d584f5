// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.gitlab.Commit;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.policies.file.PolicyFile;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.sync.TakeOver.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who brought a change of a policy into Git and who approved it there. The approvals of a merge request count
 * where it changed the policy from what is in force to what Git has now; anything else has authors, and no approvals.
 */
final class FindOrigin {
    private static final int MOST_COMMITS = 50;

    private final GitLabClient client;
    private final PolicySource source;
    private final ReadHead.Found head;
    private final People people;
    private final ReadMergedChange readMerged;
    private final Pushes pushes;
    private final Map<String, List<Commit>> commits = new HashMap<>();
    private final Map<String, List<MergedChange>> changes = new HashMap<>();

    /** {@code patient}: see {@link ReadMergedChange}. */
    FindOrigin(GitLabClient client, PolicySource source, ReadHead.Found head, People people, boolean patient) {
        this.client = client;
        this.source = source;
        this.head = head;
        this.people = people;
        this.readMerged = new ReadMergedChange(client, source, head.branch(), patient);
        this.pushes = new Pushes(client);
    }

    /**
     * The origin of a change.
     *
     * @param change what Git changes
     * @param since the last commit at which Git said what is in force; null where that is not known
     */
    Origin of(Change change, @Nullable String since) {
        List<Commit> range = commits.computeIfAbsent(String.valueOf(since), key -> range(since));
        List<MergedChange> candidates =
                changes.computeIfAbsent(String.valueOf(since), key -> readMerged.bringing(range));
        return candidates.stream()
                .filter(merged -> !change.switched() && merged.isSince(source.decidedAt))
                .filter(merged -> merged.brings(change.type(), change.before(), change.after()))
                .findFirst()
                .map(this::reviewed)
                .orElseGet(() -> unreviewed(range, since, candidates));
    }

    private Origin reviewed(MergedChange change) {
        GitAuthors authors = new GitAuthors(people, source.instance);
        addPeople(change, authors);
        return new Origin(
                change.mergeRequest().title(),
                change.mergeRequest().webUrl(),
                authors.list(),
                authors.hasUnnamed(),
                readMerged.approvals(change));
    }

    /** Everybody whose commits or pushes lie between what is in force and what Git has. */
    private Origin unreviewed(List<Commit> range, @Nullable String since, List<MergedChange> candidates) {
        GitAuthors authors = new GitAuthors(people, source.instance);
        range.forEach(authors::add);
        candidates.forEach(change -> addPeople(change, authors));
        pushes.addThoseOf(source.projectId, range, authors);
        boolean known = pushes.addThoseSince(
                source.projectId, head.branch(), head.commit().id(), since, authors);
        if (!known || range.size() >= MOST_COMMITS || candidates.size() >= ReadMergedChange.MOST) {
            authors.addUnnamed();
        }
        Commit newest = range.isEmpty() ? head.commit() : range.getFirst();
        return new Origin(
                newest.title() == null ? newest.id() : newest.title(),
                head.project().webUrl() + "/-/commit/" + newest.id(),
                authors.list(),
                authors.hasUnnamed(),
                List.of());
    }

    /** Adds who opened a merge request, wrote its commits or pushed to its branch. */
    private void addPeople(MergedChange change, GitAuthors authors) {
        authors.add(change.mergeRequest().author());
        List<Commit> own = client.mergeRequests()
                .commits(source.projectId, change.mergeRequest().iid());
        own.forEach(authors::add);
        long from = change.mergeRequest().sourceProjectId();
        pushes.addThoseOf(from, own, authors);
        boolean known = pushes.addThoseOfBranch(
                from, change.mergeRequest().sourceBranch(), change.version().headCommitSha(), authors);
        if (!known) {
            authors.addUnnamed();
        }
    }

    /** The commits that touched the file, newest first. */
    private List<Commit> range(@Nullable String since) {
        String to = head.commit().id();
        if (since == null) {
            return some(to);
        }
        try {
            return some(since + ".." + to);
        } catch (GitLabException e) {
            // After a force-push the old commit may be gone; then every commit may be part of it.
            if (e.kind() == GitLabException.Kind.NOT_FOUND) {
                return some(to);
            }
            throw e;
        }
    }

    private List<Commit> some(String range) {
        List<Commit> found = new ArrayList<>();
        for (Commit commit : client.repository().commits(source.projectId, range, PolicyFile.PATH)) {
            found.add(commit);
            if (found.size() == MOST_COMMITS) {
                break;
            }
        }
        return found;
    }
}
