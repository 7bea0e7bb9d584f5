// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** The lines of a text. */
final class Lines {
    private final String text;
    private final int[] starts;

    Lines(String text) {
        this.text = text;
        IntStream behindBreaks = IntStream.range(0, text.length())
                .filter(i -> text.charAt(i) == '\n')
                .map(i -> i + 1);
        // A byte order mark is no character of the first line.
        int first = text.startsWith("\ufeff") ? 1 : 0;
        this.starts = IntStream.concat(IntStream.of(first), behindBreaks).toArray();
    }

    /** SARIF's region from {@code start} to before {@code end}, both in UTF-16 units: lines and code points from 1. */
    Map<String, Object> region(int start, int end) {
        return Map.of(
                "startLine",
                line(start) + 1,
                "startColumn",
                column(start),
                "endLine",
                line(end) + 1,
                "endColumn",
                column(end));
    }

    private int line(int index) {
        int found = Arrays.binarySearch(starts, index);
        return found >= 0 ? found : -found - 2;
    }

    private int column(int index) {
        return text.codePointCount(starts[line(index)], index) + 1;
    }
}
