// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema (2020-12) of a policy file, for editors. What it accepts the parser reads without error or warning,
 * and the other way round; names of time zones and instants apart, which a schema cannot check.
 */
public final class PolicySchema {
    private static final String RESOURCE = "policy.schema.json";

    private PolicySchema() {}

    /** The schema's text. */
    public static String text() {
        try (InputStream in = PolicySchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not bundled");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
