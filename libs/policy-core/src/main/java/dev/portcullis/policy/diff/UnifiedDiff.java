// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The difference of two texts by lines, in the unified format that {@code diff -u} writes. */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;

    /** Texts that differ in more lines are shown as one block that replaces another: nobody reads more. */
    private static final int MOST_EDITS = 1_000;

    private record Edit(char kind, String line) {}

    private UnifiedDiff() {}

    /**
     * Compares.
     *
     * @param beforeName what stands after {@code ---}
     * @param afterName what stands after {@code +++}
     * @return empty where the lines are the same
     */
    public static String of(String beforeName, String before, String afterName, String after) {
        List<Edit> edits = edits(lines(before), lines(after));
        if (edits.stream().allMatch(edit -> edit.kind() == ' ')) {
            return "";
        }
        StringBuilder out = new StringBuilder("--- " + beforeName + "\n+++ " + afterName + "\n");
        int from = 0;
        while ((from = next(edits, from)) < edits.size()) {
            int start = Math.max(0, from - CONTEXT);
            int end = endOfHunk(edits, from);
            hunk(out, edits, start, end);
            from = end;
        }
        return out.toString();
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static int next(List<Edit> edits, int from) {
        int at = from;
        while (at < edits.size() && edits.get(at).kind() == ' ') {
            at++;
        }
        return at;
    }

    private static int endOfHunk(List<Edit> edits, int from) {
        int end = from;
        while (true) {
            while (end < edits.size() && edits.get(end).kind() != ' ') {
                end++;
            }
            int following = next(edits, end);
            if (following == edits.size() || following - end > 2 * CONTEXT) {
                return Math.min(edits.size(), end + CONTEXT);
            }
            end = following;
        }
    }

    private static void hunk(StringBuilder out, List<Edit> edits, int start, int end) {
        List<Edit> before = edits.subList(0, start);
        List<Edit> hunk = edits.subList(start, end);
        out.append("@@ -")
                .append(range(count(before, '-'), count(hunk, '-')))
                .append(" +")
                .append(range(count(before, '+'), count(hunk, '+')))
                .append(" @@\n");
        hunk.forEach(edit -> out.append(edit.kind()).append(edit.line()).append('\n'));
    }

    private static long count(List<Edit> edits, char side) {
        return edits.stream()
                .filter(edit -> edit.kind() == ' ' || edit.kind() == side)
                .count();
    }

    private static String range(long before, long size) {
        long first = size == 0 ? before : before + 1;
        return size == 1 ? Long.toString(first) : first + "," + size;
    }

    private static List<Edit> edits(List<String> before, List<String> after) {
        int head = 0;
        while (head < before.size() && head < after.size() && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.size(), after.size()) - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Edit> edits = new ArrayList<>();
        before.subList(0, head).forEach(line -> edits.add(new Edit(' ', line)));
        edits.addAll(middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail)));
        before.subList(before.size() - tail, before.size()).forEach(line -> edits.add(new Edit(' ', line)));
        return edits;
    }

    /** The shortest edit script (E. W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986). */
    private static List<Edit> middle(List<String> before, List<String> after) {
        int most = Math.min(MOST_EDITS, before.size() + after.size());
        int[] furthest = new int[2 * most + 3];
        List<int[]> trace = new ArrayList<>();
        for (int edits = 0; edits <= most; edits++) {
            trace.add(Arrays.copyOf(furthest, furthest.length));
            for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
                int x = step(furthest, most, diagonal, edits);
                while (x < before.size()
                        && x - diagonal < after.size()
                        && before.get(x).equals(after.get(x - diagonal))) {
                    x++;
                }
                furthest[most + 1 + diagonal] = x;
                if (x >= before.size() && x - diagonal >= after.size()) {
                    return walkBack(trace, most, before, after);
                }
            }
        }
        List<Edit> replaced = new ArrayList<>();
        before.forEach(line -> replaced.add(new Edit('-', line)));
        after.forEach(line -> replaced.add(new Edit('+', line)));
        return replaced;
    }

    private static int step(int[] furthest, int most, int diagonal, int edits) {
        int left = furthest[most + diagonal];
        int right = furthest[most + 2 + diagonal];
        return diagonal == -edits || (diagonal != edits && left < right) ? right : left + 1;
    }

    private static List<Edit> walkBack(List<int[]> trace, int most, List<String> before, List<String> after) {
        List<Edit> edits = new ArrayList<>();
        int x = before.size();
        int y = after.size();
        for (int d = trace.size() - 1; d >= 0; d--) {
            int diagonal = x - y;
            int[] furthest = trace.get(d);
            boolean inserted =
                    diagonal == -d || (diagonal != d && furthest[most + diagonal] < furthest[most + 2 + diagonal]);
            int previous = inserted ? diagonal + 1 : diagonal - 1;
            int fromX = d == 0 ? 0 : furthest[most + 1 + previous];
            int fromY = d == 0 ? 0 : fromX - previous;
            while (x > fromX && y > fromY && before.get(x - 1).equals(after.get(y - 1))) {
                edits.add(new Edit(' ', before.get(--x)));
                y--;
            }
            if (d > 0) {
                edits.add(inserted ? new Edit('+', after.get(--y)) : new Edit('-', before.get(--x)));
            }
        }
        Collections.reverse(edits);
        return edits;
    }
}
