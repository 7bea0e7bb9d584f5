// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import java.util.regex.Pattern;

/** The name of a container image as far as it tells findings apart: tags that change with each build do not count. */
final class ImageName {
    private static final Pattern VERSION =
            Pattern.compile("[0-9]+(?:\\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{8,128}", Pattern.CASE_INSENSITIVE);

    private ImageName() {}

    /** The image with its tag where that is a version and does not look like a hash, else without. */
    static String normalised(String image) {
        int colon = image.lastIndexOf(':');
        if (colon < 0) {
            return image;
        }
        String tag = image.substring(colon + 1);
        boolean kept = VERSION.matcher(tag).matches() && !HASH.matcher(tag).matches();
        return kept ? image : image.substring(0, colon);
    }
}
