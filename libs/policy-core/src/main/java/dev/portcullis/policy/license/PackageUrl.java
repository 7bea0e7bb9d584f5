// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import java.util.regex.Pattern;

/** Package URLs (purl), as far as policies compare them. */
public final class PackageUrl {
    private static final Pattern QUALIFIERS = Pattern.compile("[?#]");

    private PackageUrl() {}

    /** The package without version, qualifiers and subpath: what stays the same from version to version. */
    public static String withoutVersion(String purl) {
        String bare = bare(purl);
        return bare.substring(0, versionAt(bare));
    }

    /**
     * Whether {@code pattern} means the package: as a prefix; with a trailing {@code @} by its exact name; with a
     * version in that version only.
     */
    public static boolean matches(String pattern, String purl) {
        String bare = bare(purl);
        int at = versionAt(pattern);
        if (at == pattern.length()) {
            return bare.startsWith(pattern);
        }
        if (at == pattern.length() - 1) {
            return withoutVersion(bare).equals(pattern.substring(0, at));
        }
        return bare.equals(bare(pattern));
    }

    private static String bare(String purl) {
        return QUALIFIERS.split(purl, 2)[0];
    }

    /**
     * Where the version begins, or else the end. The {@code @} of a scope such as npm's stands at the start of a path segment, that of
     * a version does not.
     */
    private static int versionAt(String purl) {
        int at = purl.lastIndexOf('@');
        return at > 0 && purl.lastIndexOf('/') < at && purl.charAt(at - 1) != '/' ? at : purl.length();
    }
}
