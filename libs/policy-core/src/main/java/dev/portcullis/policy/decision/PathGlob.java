// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

/**
 * Paths with wildcards: {@code *} stands for any characters, slashes too, and <code>**&#47;</code> at the beginning of a
 * path or folder for any folders or none, so that <code>**&#47;test/a.py</code> is {@code test/a.py} as well.
 */
final class PathGlob {
    private static final String FOLDERS = "**/";

    private PathGlob() {}

    /** Whether {@code path} is what {@code glob} stands for, in time proportional to the product of their lengths. */
    static boolean matches(String glob, String path) {
        boolean[] reached = new boolean[path.length() + 1];
        reached[0] = true;
        int at = 0;
        while (at < glob.length()) {
            boolean folder = at == 0 || glob.charAt(at - 1) == '/';
            if (folder && glob.startsWith(FOLDERS, at)) {
                spread(reached, path, true);
                at += FOLDERS.length();
            } else if (glob.charAt(at) == '*') {
                spread(reached, path, false);
                at++;
            } else {
                step(reached, path, glob.charAt(at));
                at++;
            }
        }
        return reached[path.length()];
    }

    /** From every place reached, all that follow are reached too, or those behind a slash. */
    private static void spread(boolean[] reached, String path, boolean behindSlash) {
        boolean any = false;
        for (int i = 0; i < reached.length; i++) {
            boolean here = any && (!behindSlash || path.charAt(i - 1) == '/');
            any |= reached[i];
            reached[i] |= here;
        }
    }

    private static void step(boolean[] reached, String path, char character) {
        for (int i = path.length(); i > 0; i--) {
            reached[i] = reached[i - 1] && path.charAt(i - 1) == character;
        }
        reached[0] = false;
    }
}
