// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Webhook bodies in GitLab's form. */
final class Bodies {
    private Bodies() {}

    static String of(String name) {
        try (InputStream in = Bodies.class.getResourceAsStream("/webhooks/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
