// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    @Test
    void equalTextsDoNotDiffer() {
        assertThat(diff("a\nb\n", "a\nb\n")).isEmpty();
        assertThat(diff("", "")).isEmpty();
    }

    @Test
    void aChangedLineStandsBetweenThreeOthers() {
        assertThat(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
                .isEqualTo("""
                --- before
                +++ after
                @@ -2,7 +2,7 @@
                 2
                 3
                 4
                -5
                +five
                 6
                 7
                 8
                """);
    }

    @Test
    void whatIsNewOrGoneHasAnEmptyOtherSide() {
        assertThat(diff("", "a\n")).isEqualTo("--- before\n+++ after\n@@ -0,0 +1 @@\n+a\n");
        assertThat(diff("a\nb\n", "")).isEqualTo("--- before\n+++ after\n@@ -1,2 +0,0 @@\n-a\n-b\n");
    }

    @Test
    void distantChangesAreHunksOfTheirOwn() {
        String before = IntStream.range(0, 40).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));

        String diff = diff(before, before.replace("line 5\n", "").replace("line 30", "thirty"));

        assertThat(diff.lines().filter(line -> line.startsWith("@@")))
                .containsExactly("@@ -3,7 +3,6 @@", "@@ -28,7 +27,7 @@");
    }

    @Test
    void appliedToOneTextItGivesTheOther() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            List<String> before = lines(random);
            List<String> after = random.nextInt(3) == 0 ? lines(random) : edited(before, random);

            String diff = diff(String.join("\n", before), String.join("\n", after));

            assertThat(apply(before, diff)).isEqualTo(after);
            assertThat(diff.lines()
                            .skip(2)
                            .filter(line -> line.matches("[+-].*"))
                            .count())
                    .isEqualTo(fewest(before, after));
        }
    }

    @Test
    void textsThatHaveNothingInCommonStaySmallWork() {
        String before = IntStream.range(0, 5_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 5_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));

        assertThat(apply(before.lines().toList(), diff(before, after)))
                .isEqualTo(after.lines().toList());
    }

    @Test
    void changesAreOneHunkWhereTheirContextsTouch() {
        String six = "a\n1\n2\n3\n4\n5\n6\nb\n";
        assertThat(diff(six, six.replace("a", "A").replace("b", "B"))).isEqualTo("""
                --- before
                +++ after
                @@ -1,8 +1,8 @@
                -a
                +A
                 1
                 2
                 3
                 4
                 5
                 6
                -b
                +B
                """);
        String seven = six.replace("6\n", "6\n7\n");
        assertThat(diff(seven, seven.replace("a", "A").replace("b", "B"))).isEqualTo("""
                --- before
                +++ after
                @@ -1,4 +1,4 @@
                -a
                +A
                 1
                 2
                 3
                @@ -6,4 +6,4 @@
                 5
                 6
                 7
                -b
                +B
                """);
    }

    @Test
    void ofSeveralShortestWaysTheOneIsTakenThatRemovesFirst() {
        assertThat(diff("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n")).isEqualTo("""
                --- before
                +++ after
                @@ -1,7 +1,6 @@
                -a
                -b
                 c
                +b
                 a
                 b
                -b
                 a
                +c
                """);
    }

    @Test
    void aThousandEditsAreToldApartAndMoreAreOneBlock() {
        assertThat(diff(alternating("a", 500), alternating("b", 500)).lines())
                .contains(" kept 7")
                .doesNotContain("-kept 7");
        assertThat(diff(alternating("a", 501), alternating("b", 501)).lines())
                .startsWith("--- before", "+++ after", "@@ -1,1007 +1,1007 @@", " head 3", " head 4", " head 5", "-a0")
                .contains("-kept 7", "+kept 7", "-a500", "-kept 499")
                .endsWith("+kept 499", "+b500", " tail 500", " tail 1", " tail 2");
    }

    private static String alternating(String changed, int times) {
        List<String> lines = new ArrayList<>(List.of("head 3", "head 4", "head 5"));
        for (int i = 0; i < times; i++) {
            lines.add(changed + i);
            lines.add((i < times - 1 ? "kept " : "tail ") + i);
        }
        lines.addAll(List.of("tail 1", "tail 2", ""));
        return String.join("\n", lines);
    }

    /** The fewest lines that are not in both. */
    private static long fewest(List<String> before, List<String> after) {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = 1; i <= before.size(); i++) {
            for (int j = 1; j <= after.size(); j++) {
                common[i][j] = before.get(i - 1).equals(after.get(j - 1))
                        ? common[i - 1][j - 1] + 1
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        return before.size() + after.size() - 2L * common[before.size()][after.size()];
    }

    private static String diff(String before, String after) {
        return UnifiedDiff.of("before", before, "after", after);
    }

    private static List<String> lines(Random random) {
        return new ArrayList<>(IntStream.range(0, random.nextInt(30))
                .mapToObj(_ -> "line " + random.nextInt(8))
                .toList());
    }

    private static List<String> edited(List<String> before, Random random) {
        List<String> after = new ArrayList<>(before);
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            if (!after.isEmpty() && random.nextBoolean()) {
                after.remove(random.nextInt(after.size()));
            } else {
                after.add(random.nextInt(after.size() + 1), "new " + i);
            }
        }
        return after;
    }

    private static List<String> apply(List<String> before, String diff) {
        List<String> after = new ArrayList<>();
        int at = 0;
        for (String line : diff.lines().skip(2).toList()) {
            if (line.startsWith("@@")) {
                String[] range = line.split("[-, ]+")[1].split(",");
                boolean empty = line.matches("@@ -\\d+,0 .*");
                int start = Integer.parseInt(range[0]) - (empty ? 0 : 1);
                after.addAll(before.subList(at, start));
                at = start;
            } else {
                if (line.charAt(0) != '+') {
                    assertThat(before.get(at++)).isEqualTo(line.substring(1));
                }
                if (line.charAt(0) != '-') {
                    after.add(line.substring(1));
                }
            }
        }
        after.addAll(before.subList(at, before.size()));
        return after;
    }
}
