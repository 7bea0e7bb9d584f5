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
        }
    }

    @Test
    void textsThatHaveNothingInCommonStaySmallWork() {
        String before = IntStream.range(0, 5_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 5_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));

        assertThat(apply(before.lines().toList(), diff(before, after)))
                .isEqualTo(after.lines().toList());
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
