// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The secrets of one checkout, made at random when they are first needed and kept in files that only the user reads. */
final class Secrets {
    private static final int BYTES = 32;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path directory) {
        this.directory = Home.createPrivate(directory);
    }

    /** The secret of that name: 43 characters of base64url, always the same for the checkout. */
    String get(String name) {
        Path file = directory.resolve(name);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            Home.writePrivate(file, secret + "\n");
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secret " + file, e);
        }
    }

    /** Whether there is a secret of that name yet. */
    boolean has(String name) {
        return Files.exists(directory.resolve(name));
    }

    /** Puts a secret that came from the user, in place of an earlier one. */
    void put(String name, String secret) {
        Home.writePrivate(directory.resolve(name), secret + "\n");
    }
}
