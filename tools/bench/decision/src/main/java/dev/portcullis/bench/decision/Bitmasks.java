// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import dev.portcullis.bench.decision.MergeRequestFacts.Item;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hand-tuned version: which policies a class of findings concerns is a mask made beforehand; one pass merges. */
final class Bitmasks implements Contestant<List<int[]>> {
    private static final int SEVERITIES = Severity.values().length;

    private final int policies;
    private final long[][] masks = new long[ScanType.values().length * SEVERITIES * 4][];

    Bitmasks(List<Criteria> criteria) {
        policies = criteria.size();
        for (ScanType scanner : ScanType.values()) {
            for (Severity severity : Severity.values()) {
                for (int flags = 0; flags < 4; flags++) {
                    FindingFacts facts = new FindingFacts(
                            "",
                            scanner,
                            severity,
                            null,
                            List.of(),
                            null,
                            (flags & 1) != 0,
                            (flags & 2) != 0,
                            null,
                            null);
                    long[] mask = new long[(policies + 63) / 64];
                    for (int i = 0; i < policies; i++) {
                        mask[i / 64] |= criteria.get(i).fit(facts) ? 1L << i : 0;
                    }
                    masks[classOf(facts)] = mask;
                }
            }
        }
    }

    @Override
    public List<int[]> decide(MergeRequestFacts facts) {
        int[][] counted = new int[policies][8];
        int[] sizes = new int[policies];
        List<Item> source = facts.source();
        List<Item> target = facts.target();
        int at = 0;
        for (int i = 0; i < source.size(); i++) {
            Item item = source.get(i);
            while (at < target.size() && target.get(at).ordinal() < item.ordinal()) {
                at++;
            }
            int mine = classOf(item.facts());
            boolean known = at < target.size() && target.get(at).ordinal() == item.ordinal();
            int its = known ? classOf(target.get(at).facts()) : -1;
            if (mine != its) {
                add(item.ordinal(), masks[mine], known ? masks[its] : null, counted, sizes);
            }
        }
        List<int[]> all = new ArrayList<>(policies);
        for (int i = 0; i < policies; i++) {
            all.add(Arrays.copyOf(counted[i], sizes[i]));
        }
        return all;
    }

    private static void add(int ordinal, long[] mask, long @Nullable [] without, int[][] counted, int[] sizes) {
        for (int word = 0; word < mask.length; word++) {
            long left = without == null ? mask[word] : mask[word] & ~without[word];
            while (left != 0) {
                int policy = word * 64 + Long.numberOfTrailingZeros(left);
                left &= left - 1;
                if (sizes[policy] == counted[policy].length) {
                    counted[policy] = Arrays.copyOf(counted[policy], 2 * sizes[policy]);
                }
                counted[policy][sizes[policy]++] = ordinal;
            }
        }
    }

    private static int classOf(FindingFacts facts) {
        return (facts.scanner().ordinal() * SEVERITIES + facts.severity().ordinal()) * 4
                + (facts.falsePositive() ? 1 : 0)
                + (facts.fixAvailable() ? 2 : 0);
    }

    @Override
    public List<int[]> counted(List<int[]> answer) {
        return answer;
    }
}
