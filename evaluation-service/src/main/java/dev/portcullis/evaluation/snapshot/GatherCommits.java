// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.gitlab.Commit;
import dev.portcullis.gitlab.CommitSignature;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.policy.snapshot.Member;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Signature;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A merge request's commits: whose they are and, where it matters, whether they are signed. */
@ApplicationScoped
class GatherCommits {
    private static final Set<String> VERIFIED = Set.of("verified", "verified_system", "verified_ca");
    /** GitLab's private addresses for commits are {@code <id>-<username>@users.noreply.<host>}. */
    private static final Pattern PRIVATE_ADDRESS = Pattern.compile("(\\d{1,18})-[^@]*@users\\.noreply\\..+");

    /**
     * Reads the commits. GitLab's REST API tells a commit's people by name and address only, and shows no addresses of
     * members: they are matched with the members by the id in GitLab's private address, else by username or name, and
     * one who cannot be matched is nobody in particular. An author and a committer who differ appear as two entries of
     * the same commit, since both count as its authors.
     */
    List<MergeRequest.Commit> read(
            GitLabClient client, long projectId, long iid, List<Member> members, Names names, boolean signatures) {
        List<MergeRequest.Commit> commits = new ArrayList<>();
        for (Commit commit : client.mergeRequests().commits(projectId, iid)) {
            Signature signature = signatures ? signature(client, projectId, commit.id()) : null;
            Long author = person(members, names, commit.authorName(), commit.authorEmail());
            Long committer = person(members, names, commit.committerName(), commit.committerEmail());
            commits.add(new MergeRequest.Commit(commit.id(), author, signature));
            if (committer != null && !committer.equals(author)) {
                commits.add(new MergeRequest.Commit(commit.id(), committer, signature));
            }
        }
        return commits;
    }

    /** The display name of a member, by user id. */
    interface Names {
        @Nullable
        String of(long user);
    }

    private static Signature signature(GitLabClient client, long projectId, String sha) {
        Optional<CommitSignature> signature = client.repository().signature(projectId, sha);
        if (signature.isEmpty()) {
            return Signature.NONE;
        }
        return VERIFIED.contains(signature.get().verificationStatus()) ? Signature.VERIFIED : Signature.UNVERIFIED;
    }

    private static @Nullable Long person(
            List<Member> members, Names names, @Nullable String name, @Nullable String email) {
        Matcher address = PRIVATE_ADDRESS.matcher(email == null ? "" : email);
        if (address.matches()) {
            return Long.valueOf(address.group(1));
        }
        String local = localPart(email);
        for (Member member : members) {
            if (member.username().equalsIgnoreCase(local)
                    || member.username().equalsIgnoreCase(name)
                    || (name != null && name.equals(names.of(member.user())))) {
                return member.user();
            }
        }
        return null;
    }

    /** What stands before the at sign. */
    private static String localPart(@Nullable String email) {
        return email != null && email.contains("@") ? email.substring(0, email.indexOf('@')) : "";
    }
}
