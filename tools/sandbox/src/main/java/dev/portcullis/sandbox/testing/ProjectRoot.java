// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of the project's root pom. */
public final class ProjectRoot {
    private ProjectRoot() {}

    /**
     * What the system property {@code portcullis.root} says, else the nearest directory upwards from the working
     * directory whose pom is the root pom.
     *
     * @throws IllegalStateException outside the project
     */
    public static Path find() {
        String told = System.getProperty("portcullis.root");
        Path working = Path.of("").toAbsolutePath();
        for (Path path = told == null ? working : Path.of(told); path != null; path = path.getParent()) {
            if (isRoot(path)) {
                return path;
            }
        }
        throw new IllegalStateException("neither " + working + " nor a directory above it holds the project's root pom;"
                + " say where it is with -Dportcullis.root=DIR");
    }

    private static boolean isRoot(Path path) {
        try {
            Path pom = path.resolve("pom.xml");
            return Files.exists(pom) && Files.readString(pom).contains("<module>tools/sandbox</module>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
