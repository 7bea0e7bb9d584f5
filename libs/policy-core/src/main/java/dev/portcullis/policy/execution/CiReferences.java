// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Follows {@code !reference [job, key, …]} within a file, as GitLab does. */
final class CiReferences {
    /** GitLab follows as many from one to the next. */
    private static final int DEEPEST = 10;

    /** The most values that following may touch: a reference stands for as much as it names, however short it is. */
    private static final int MOST = 100_000;

    private static final Pattern TAG = Pattern.compile("(&\\S+\\s+)?!reference\\s.*", Pattern.DOTALL);

    private final String file;
    private final Map<String, Object> globals;
    private final Map<String, Map<String, Object>> jobs;
    private final List<String> problems;
    private int left = MOST;

    /** A reference that has yet to be followed. */
    record Reference(int line, List<String> path) {
        @Override
        public String toString() {
            return "!reference [" + String.join(", ", path) + "]";
        }
    }

    CiReferences(
            String file, Map<String, Object> globals, Map<String, Map<String, Object>> jobs, List<String> problems) {
        this.file = file;
        this.globals = globals;
        this.jobs = jobs;
        this.problems = problems;
    }

    /** Whether a list is a reference: the tag is not part of the tree, but stands in the text where the list starts. */
    static boolean isReference(YamlNode.Sequence sequence, String text) {
        return TAG.matcher(text)
                .region(Math.min(sequence.start().index(), text.length()), text.length())
                .matches();
    }

    /** A tree with what its references name in their place. */
    Map<String, Object> follow(Map<String, Object> tree) {
        Map<String, Object> followed = new LinkedHashMap<>();
        tree.forEach((key, value) -> followed.put(key, follow(value, 0)));
        return followed;
    }

    private Object follow(Object value, int depth) {
        left--;
        return switch (value) {
            case Reference reference -> follow(reference, depth);
            case Map<?, ?> map -> {
                Map<String, Object> followed = new LinkedHashMap<>();
                map.forEach((key, element) -> followed.put(String.valueOf(key), follow(element, depth)));
                yield followed;
            }
            case List<?> list -> {
                List<Object> followed = new ArrayList<>();
                for (Object element : list) {
                    Object one = follow(element, depth);
                    if (element instanceof Reference && one instanceof List<?> several) {
                        followed.addAll(several);
                    } else {
                        followed.add(one);
                    }
                }
                yield followed;
            }
            default -> value;
        };
    }

    private Object follow(Reference reference, int depth) {
        Object named = named(reference.path());
        if (named != null && depth < DEEPEST && left > 0) {
            return follow(named, depth + 1);
        }
        problems.add(file + ":" + reference.line() + ": " + reference
                + (named == null ? " names nothing that the file holds" : " leads to too much, or back to itself"));
        return List.of();
    }

    private @Nullable Object named(List<String> path) {
        String first = path.isEmpty() ? "" : path.getFirst();
        Map<String, Object> job = jobs.get(first);
        Object at = job == null ? globals.get(first) : new JobTemplates(jobs).whole(job);
        for (String key : path.subList(Math.min(1, path.size()), path.size())) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return at;
    }
}
