// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

/** Names with {@code *}, which stands for any characters, slashes too; upper and lower case differ. */
public final class Wildcard {
    private Wildcard() {}

    /** Whether {@code name} is what {@code pattern} stands for. */
    public static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
