// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A YAML text read as one document. Always gives a root or errors, never an exception, within bounded time and memory:
 * at most {@value #MAX_BYTES} bytes, {@value #MAX_NODES} nodes with aliases counted as often as they stand, and
 * {@value #MAX_DEPTH} levels.
 *
 * @param root absent where the text is empty or not readable
 * @param errors problems that concern the text as YAML
 */
public record YamlText(String text, @Nullable YamlNode root, List<YamlError> errors) {
    /** The most bytes that are read. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** The most nodes that a document may have. */
    public static final int MAX_NODES = 100_000;

    /** The most levels that a document may have. */
    public static final int MAX_DEPTH = 50;

    /** The most errors after which reading goes on. */
    public static final int MAX_ERRORS = 1000;

    public YamlText {
        requireNonNull(text, "text is null");
        errors = List.copyOf(errors);
    }

    /** Reads UTF-8. */
    public static YamlText read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return failed("", new YamlError("the file is larger than 1 MiB", Position.START));
        }
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException _) {
            return failed("", new YamlError("the file is not UTF-8 text", Position.START));
        }
    }

    /** Reads a text. */
    public static YamlText read(String text) {
        if (text.length() > MAX_BYTES) {
            return failed("", new YamlError("the file is larger than 1 MiB", Position.START));
        }
        return new YamlTree(text).read();
    }

    private static YamlText failed(String text, YamlError error) {
        return new YamlText(text, null, List.of(error));
    }
}
