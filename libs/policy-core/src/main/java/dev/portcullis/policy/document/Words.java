// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.Word;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a person may have meant. */
final class Words {
    private static final int LONGEST = 80;

    private Words() {}

    static <E extends Enum<E> & Word> List<String> of(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Word::word).toList();
    }

    /** The known word nearest to {@code word}, if one is near. */
    static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = normal(word);
        int limit = Math.max(2, word.length() / 3);
        return known.stream()
                .filter(candidate -> distance(lower, candidate) <= limit && !candidate.equals("un" + lower))
                .min(Comparator.<String>comparingInt(candidate -> distance(lower, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The one known word that {@code word} is a slip of the pen away from: one letter, or the case or the joints. */
    static Optional<String> slipOf(String word, Collection<String> known) {
        List<String> near = known.stream()
                .filter(candidate -> word.length() <= LONGEST && distance(normal(word), candidate) <= 1)
                .toList();
        return near.size() == 1 && near.getFirst().length() > 2 ? Optional.of(near.getFirst()) : Optional.empty();
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    static String list(Collection<String> words) {
        return String.join(", ", words);
    }

    /** Levenshtein's distance, with swapped neighbours counted as one change. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int same = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + same);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[left.length()][right.length()];
    }
}
