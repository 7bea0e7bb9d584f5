// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import dev.portcullis.contracts.PolicyOutcome;
import dev.portcullis.evaluation.decision.RecordedDecision;
import java.util.List;
import java.util.stream.Collectors;

/** The one comment on a merge request: what is required, why, what it waits for, who can approve. */
final class Comment {
    /** By this a comment is known again whose id was lost; invisible in GitLab. */
    static final String MARKER = "<!-- portcullis:decision -->";

    private static final int MOST_POLICIES = 20;
    private static final int MOST_REASONS = 8;
    private static final int NAMED_PEOPLE = 20;

    private Comment() {}

    /**
     * Renders it. Everything that comes from policies, reports or people is escaped.
     *
     * @param consoleUrl the address of the decision's page
     */
    static String render(RecordedDecision decision, String consoleUrl) {
        StringBuilder text = new StringBuilder(MARKER).append("\n\n");
        text.append("#### ").append(title(decision)).append("\n\n");
        text.append(Markdown.literal(decision.view().summary())).append("\n\n");
        waitsFor(text, decision.view().waitsFor());
        List<PolicyOutcome> told = decision.view().policies().stream()
                .filter(policy -> !policy.status().equals("not_applicable"))
                .toList();
        told.stream().limit(MOST_POLICIES).forEach(policy -> policy(text, policy));
        if (told.size() > MOST_POLICIES) {
            text.append("… and ").append(told.size() - MOST_POLICIES).append(" more policies.\n\n");
        }
        String sha = decision.view().headSha();
        text.append("<sub>[Decision ")
                .append(decision.sequence())
                .append("](")
                .append(consoleUrl)
                .append(") about ")
                .append(Markdown.code(sha.substring(0, Math.min(12, sha.length()))))
                .append(". Portcullis edits this comment when the decision changes.</sub>\n");
        return text.toString();
    }

    private static String title(RecordedDecision decision) {
        return switch (decision.view().outcome()) {
            case "approval_required" -> ":no_entry: Approval required";
            case "undetermined" -> ":grey_question: Approval required: not everything could be checked";
            case "pending" -> ":hourglass: Waiting for a pipeline";
            case "satisfied" -> ":white_check_mark: Approved as the policies require";
            default -> ":white_check_mark: No approval required";
        };
    }

    private static void waitsFor(StringBuilder text, List<String> waits) {
        if (waits.isEmpty()) {
            return;
        }
        text.append("**It waits for:**\n\n");
        waits.stream()
                .limit(MOST_REASONS)
                .forEach(
                        wait -> text.append("- ").append(Markdown.literal(wait)).append('\n'));
        text.append('\n');
    }

    private static void policy(StringBuilder text, PolicyOutcome policy) {
        text.append("**")
                .append(Markdown.literal(policy.name()))
                .append("** (")
                .append(Markdown.code(policy.level()))
                .append("): ")
                .append(status(policy))
                .append("\n\n");
        policy.reasons().stream()
                .limit(MOST_REASONS)
                .forEach(reason ->
                        text.append("- ").append(Markdown.literal(reason)).append('\n'));
        if (policy.approvalsLeft() > 0) {
            text.append("- Can approve: ").append(people(policy.eligible())).append('\n');
        }
        text.append('\n');
    }

    private static String status(PolicyOutcome policy) {
        String state = policy.status().replace('_', ' ');
        return policy.approvalsLeft() == 0 ? state : state + ", approvals missing: " + policy.approvalsLeft();
    }

    /** As code, so that nobody is notified each time the comment is edited. */
    private static String people(List<String> usernames) {
        if (usernames.isEmpty()) {
            return "nobody";
        }
        String named =
                usernames.stream().limit(NAMED_PEOPLE).map(Markdown::code).collect(Collectors.joining(", "));
        int more = usernames.size() - NAMED_PEOPLE;
        return more > 0 ? named + " and " + more + " more" : named;
    }
}
