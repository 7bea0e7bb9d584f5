// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.User;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The filters and the order of a list of merge requests. */
final class MergeRequestFilter {
    private final GitLabState state;
    private final Params params;

    MergeRequestFilter(GitLabState state, Params params) {
        this.state = state;
        this.params = params;
    }

    List<MergeRequest> of(List<MergeRequest> all) {
        String wanted = params.choice("state", Set.of("opened", "closed", "locked", "merged", "all"), "all");
        String source = params.text("source_branch");
        String target = params.text("target_branch");
        List<Long> iids = params.numbers("iids");
        Long author = author();
        String draft = params.text("draft", params.text("wip", ""));
        List<String> labels = params.list("labels");
        String search = params.text("search", "").toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(each -> wanted.equals("all") || each.state.equals(wanted))
                .filter(each -> source == null || each.sourceBranch.equals(source))
                .filter(each -> target == null || each.targetBranch.equals(target))
                .filter(each -> iids.isEmpty() || iids.contains(each.iid))
                .filter(each -> author == null || each.authorId == author)
                .filter(each -> draft.isEmpty() || each.draft() == (draft.equals("yes") || draft.equals("true")))
                .filter(each -> each.labels.containsAll(labels))
                .filter(each -> each.title.toLowerCase(Locale.ROOT).contains(search))
                .filter(each -> inTime("updated", each, mergeRequest -> mergeRequest.updatedAt))
                .filter(each -> inTime("created", each, mergeRequest -> mergeRequest.createdAt))
                .filter(each -> inTime("merged", each, mergeRequest -> mergeRequest.mergedAt))
                .sorted(order())
                .toList();
    }

    /** An author that nobody is matches nothing. */
    private @Nullable Long author() {
        String name = params.text("author_username");
        if (name == null) {
            return params.number("author_id");
        }
        User user = state.userByName(name);
        return user == null ? -1L : user.id;
    }

    private boolean inTime(String what, MergeRequest mergeRequest, Function<MergeRequest, @Nullable Instant> time) {
        String after = params.text(what + "_after");
        String before = params.text(what + "_before");
        if (after == null && before == null) {
            return true;
        }
        Instant at = time.apply(mergeRequest);
        return at != null
                && (after == null || !at.isBefore(Times.parse(what + "_after", after)))
                && (before == null || !at.isAfter(Times.parse(what + "_before", before)));
    }

    private Comparator<MergeRequest> order() {
        String by = params.choice(
                "order_by", Set.of("created_at", "updated_at", "merged_at", "title", "priority"), "created_at");
        Comparator<MergeRequest> order =
                switch (by) {
                    case "updated_at" -> Comparator.comparing((MergeRequest each) -> each.updatedAt);
                    case "merged_at" ->
                        Comparator.comparing(
                                (MergeRequest each) -> each.mergedAt == null ? Instant.MAX : each.mergedAt);
                    case "title" -> Comparator.comparing((MergeRequest each) -> each.title);
                    default -> Comparator.comparing((MergeRequest each) -> each.createdAt);
                };
        order = order.thenComparing(each -> each.id);
        return params.choice("sort", Set.of("asc", "desc"), "desc").equals("desc") ? order.reversed() : order;
    }
}
