// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Commits and how they descend from each other. */
public final class Repository {
    /** What Git calls the absence of a commit. */
    public static final String NO_COMMIT = "0".repeat(40);

    private static final int KNOWN = 64;

    private final GitLabState state;

    /** Commits never change, so neither do their ancestors; only those asked for last are remembered. */
    private final Map<String, Set<String>> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
            return size() > KNOWN;
        }
    };

    public Repository(GitLabState state) {
        this.state = state;
    }

    /** Gives a commit its sha and keeps it in a project's repository. */
    public Commit keep(Project project, Commit commit) {
        String text = commit.parents + "\n" + commit.tree + "\n" + commit.author + commit.committer + "\n"
                + commit.authoredAt + commit.committedAt + "\n" + commit.message + state.nextId("commit");
        commit.sha = Digests.sha1(text.getBytes(StandardCharsets.UTF_8));
        state.commits.put(commit.sha, commit);
        project.commits.add(commit.sha);
        return commit;
    }

    /** The commit that a branch, a merge request ref, a full or an abbreviated sha names; null if none. */
    public @Nullable Commit resolve(Project project, String revision) {
        String branch = revision.startsWith("refs/heads/") ? revision.substring("refs/heads/".length()) : revision;
        String head = project.head(branch);
        if (head != null) {
            return state.commit(head);
        }
        if (revision.equals("HEAD")) {
            return resolve(project, project.defaultBranch);
        }
        if (project.commits.contains(revision)) {
            return state.commit(revision);
        }
        if (revision.matches("[0-9a-f]{7,39}")) {
            return project.commits.stream()
                    .filter(sha -> sha.startsWith(revision))
                    .findFirst()
                    .map(state::commit)
                    .orElse(null);
        }
        return null;
    }

    /** A commit and all that it descends from, newest first. */
    public Set<String> ancestors(String sha) {
        return known.computeIfAbsent(sha, this::walk);
    }

    private Set<String> walk(String sha) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(sha));
        while (!open.isEmpty()) {
            String next = open.poll();
            if (seen.add(next)) {
                open.addAll(state.commit(next).parents);
            }
        }
        return Collections.unmodifiableSet(seen);
    }

    /** The commits in {@code to} that are not in {@code from}, newest first. */
    public List<Commit> between(String from, String to) {
        Set<String> old = ancestors(from);
        return sorted(ancestors(to).stream().filter(sha -> !old.contains(sha)).toList());
    }

    /** The history of a commit, newest first. */
    public List<Commit> history(String sha) {
        return sorted(List.copyOf(ancestors(sha)));
    }

    /** The best common ancestor: a common one that no other common one descends from; null for unrelated histories. */
    public @Nullable String mergeBase(String a, String b) {
        Set<String> ofA = ancestors(a);
        List<String> common = ancestors(b).stream().filter(ofA::contains).toList();
        Set<String> parents = new HashSet<>();
        common.forEach(sha -> parents.addAll(state.commit(sha).parents));
        return common.stream().filter(sha -> !parents.contains(sha)).findFirst().orElse(null);
    }

    /** What a path became between two trees: null contents on the side where it is not. */
    public Map<String, Change> diff(Map<String, String> from, Map<String, String> to) {
        Set<String> paths = new TreeSet<>(from.keySet());
        paths.addAll(to.keySet());
        Map<String, Change> changes = new LinkedHashMap<>();
        for (String path : paths) {
            String before = from.get(path);
            String after = to.get(path);
            if (before == null ? after != null : !before.equals(after)) {
                changes.put(path, new Change(before, after));
            }
        }
        return changes;
    }

    /** The paths that both sides changed since their merge base, and differently. */
    public Set<String> conflicts(String target, String source) {
        String base = mergeBase(target, source);
        Map<String, String> start = base == null ? Map.of() : state.commit(base).tree;
        Map<String, Change> ours = diff(start, state.commit(target).tree);
        Map<String, Change> theirs = diff(start, state.commit(source).tree);
        Set<String> both = new TreeSet<>();
        theirs.forEach((path, change) -> {
            Change other = ours.get(path);
            if (other != null && !other.equals(change)) {
                both.add(path);
            }
        });
        return both;
    }

    /** The tree of a merge of two commits that do not conflict. */
    public Map<String, String> mergedTree(String target, String source) {
        String base = mergeBase(target, source);
        Map<String, String> start = base == null ? Map.of() : state.commit(base).tree;
        Map<String, String> merged = new TreeMap<>(state.commit(target).tree);
        diff(start, state.commit(source).tree).forEach((path, change) -> {
            if (change.after() == null) {
                merged.remove(path);
            } else {
                merged.put(path, change.after());
            }
        });
        return merged;
    }

    /** Copies the history of a commit into another project, as a fork or a merge request ref does. */
    public void share(Project project, String sha) {
        project.commits.addAll(ancestors(sha));
    }

    /** The branches that contain a commit. */
    public List<String> branchesWith(Project project, String sha) {
        return project.branches.values().stream()
                .filter(branch -> ancestors(branch.sha).contains(sha))
                .map(branch -> branch.name)
                .toList();
    }

    private List<Commit> sorted(List<String> shas) {
        List<Commit> commits = new ArrayList<>(shas.stream().map(state::commit).toList());
        Map<String, Integer> order = new LinkedHashMap<>();
        shas.forEach(sha -> order.put(sha, order.size()));
        commits.sort(Comparator.comparing((Commit commit) -> commit.committedAt)
                .reversed()
                .thenComparing(commit -> order.getOrDefault(commit.sha, 0)));
        return commits;
    }

    /** A path's blob before and after; null where it was or is not. */
    public record Change(@Nullable String before, @Nullable String after) {}
}
