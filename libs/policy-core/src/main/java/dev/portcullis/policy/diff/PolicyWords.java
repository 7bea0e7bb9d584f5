// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.diff;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.model.Policy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in sentences what a change of a policy means. */
public final class PolicyWords {
    private static final Pattern PLACE = Pattern.compile("(rules|actions|schedules)\\[(\\d+)](?:\\.(.*))?");

    /** What stands for everything where the list is empty. */
    private static final Map<String, String> ALL = Map.of(
            "branches", "all protected branches",
            "scanners", "every kind of scan",
            "severity_levels", "every severity",
            "vulnerability_states", "every new finding");

    private static final Map<String, String> APPROVERS = Map.of(
            "user_approvers", "",
            "user_approvers_ids", "user ",
            "group_approvers", "members of ",
            "group_approvers_ids", "members of group ",
            "role_approvers", "people with the role ");

    private PolicyWords() {}

    /** What becomes different; nothing where both mean the same. */
    public static List<String> changes(Policy before, Policy after) {
        List<String> sentences = new ArrayList<>();
        Difference.between(before, after).forEach(difference -> say(sentences, difference));
        return sentences;
    }

    private static void say(List<String> sentences, Difference difference) {
        Matcher place = PLACE.matcher(difference.path());
        if (!place.matches()) {
            say(sentences, "", difference.path(), difference.before(), difference.after());
            return;
        }
        String noun =
                switch (place.group(1)) {
                    case "rules" -> "Rule ";
                    case "actions" -> "Action ";
                    default -> "Schedule ";
                };
        String where = noun + (Integer.parseInt(place.group(2)) + 1);
        if (place.group(3) == null) {
            sentences.add(where + (difference.before() == null ? " is new: " : " is gone: ")
                    + shown(difference.before() == null ? difference.after() : difference.before()) + ".");
        } else {
            say(sentences, where + ": ", place.group(3), difference.before(), difference.after());
        }
    }

    private static void say(
            List<String> sentences, String where, String key, @Nullable Object before, @Nullable Object after) {
        switch (key) {
            case "name" -> sentences.add("Renamed from '" + before + "' to '" + after + "'.");
            case "enabled" -> sentences.add(Boolean.TRUE.equals(after) ? "Switched on." : "Switched off.");
            case "approvals_required" -> sentences.add(where + "from " + before + " to " + after + " approvals.");
            case "vulnerabilities_allowed" ->
                sentences.add(where + "from " + before + " to " + after + " findings allowed.");
            case "enforcement_type" ->
                sentences.add(after == null ? "It is enforced again." : "It only warns and no longer blocks.");
            case "fallback_behavior" ->
                sentences.add(
                        after == null
                                ? "What cannot be checked needs approval again."
                                : "What cannot be checked passes without approval.");
            case "branches", "scanners", "severity_levels", "vulnerability_states", "branch_exceptions" ->
                list(sentences, where, key, before, after);
            default -> {
                if (APPROVERS.containsKey(key)) {
                    approvers(sentences, where, key, before, after);
                } else {
                    other(sentences, where, key, before, after);
                }
            }
        }
    }

    private static void list(
            List<String> sentences, String where, String key, @Nullable Object before, @Nullable Object after) {
        String all = ALL.get(key);
        if (!(before instanceof List<?> had) || !(after instanceof List<?> has)) {
            other(sentences, where, key, meant(key, before), meant(key, after));
        } else if (all != null && (had.isEmpty() || has.isEmpty())) {
            sentences.add(where
                    + (has.isEmpty() ? all + " instead of " : "only ")
                    + joined(has.isEmpty() ? had : has)
                    + (has.isEmpty() ? "." : " instead of " + all + "."));
        } else {
            for (Object gone : without(had, has)) {
                sentences.add(
                        where + one(key, gone) + (isException(key) ? " is covered again." : " no longer covered."));
            }
            for (Object added : without(has, had)) {
                sentences.add(where + one(key, added) + (isException(key) ? " no longer covered." : " covered, too."));
            }
        }
    }

    private static @Nullable Object meant(String key, @Nullable Object value) {
        return List.of().equals(value) ? ALL.getOrDefault(key, "nothing") : value;
    }

    private static boolean isException(String key) {
        return key.equals("branch_exceptions");
    }

    private static String one(String key, Object value) {
        String text = shown(value);
        return switch (key) {
            case "branches", "branch_exceptions" -> "branch " + text;
            case "scanners" -> "scans of type " + text;
            case "severity_levels" -> "severity " + text;
            default -> "findings in state " + text;
        };
    }

    private static void approvers(
            List<String> sentences, String where, String key, @Nullable Object before, @Nullable Object after) {
        List<?> had = before instanceof List<?> list ? list : List.of();
        List<?> has = after instanceof List<?> list ? list : List.of();
        String who = APPROVERS.getOrDefault(key, "");
        without(had, has).forEach(gone -> sentences.add(where + who + gone + " can no longer approve."));
        without(has, had).forEach(added -> sentences.add(where + who + added + " can approve, too."));
    }

    private static void other(
            List<String> sentences, String where, String key, @Nullable Object before, @Nullable Object after) {
        String start = where + key + " ";
        if (before == null) {
            sentences.add(start + "is now " + shown(after) + ".");
        } else if (after == null) {
            sentences.add(start + "is no longer set; it was " + shown(before) + ".");
        } else if (before instanceof List<?> had && after instanceof List<?> has) {
            without(had, has).forEach(gone -> sentences.add(start + "no longer names " + shown(gone) + "."));
            without(has, had).forEach(added -> sentences.add(start + "names " + shown(added) + ", too."));
        } else {
            sentences.add(start + "from " + shown(before) + " to " + shown(after) + ".");
        }
    }

    private static List<?> without(List<?> list, List<?> other) {
        return list.stream()
                .filter(element -> other.stream().noneMatch(kept -> Objects.equals(kept, element)))
                .toList();
    }

    private static String joined(List<?> list) {
        return list.stream().map(PolicyWords::shown).collect(Collectors.joining(", "));
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case List<?> list when list.isEmpty() -> "nothing";
            case List<?> list when !(list.getFirst() instanceof Map) -> joined(list);
            case Map<?, ?> map -> new String(CanonicalJson.write(map), StandardCharsets.UTF_8);
            case List<?> list -> new String(CanonicalJson.write(list), StandardCharsets.UTF_8);
            default -> value.toString();
        };
    }
}
