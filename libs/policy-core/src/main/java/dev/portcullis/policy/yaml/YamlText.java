// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
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

    private static final YamlError TOO_LARGE =
            new YamlError("the file is larger than 1 MiB", "divide it", Position.START);

    public YamlText {
        requireNonNull(text, "text is null");
        errors = List.copyOf(errors);
    }

    /** Reads UTF-8. */
    public static YamlText read(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return failed(TOO_LARGE);
        }
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(input, decoded, true);
        String text = decoded.flip().toString();
        return result.isError() ? notUtf8(bytes[input.position()], text) : read(text);
    }

    /** Reads a text. */
    public static YamlText read(String text) {
        if (text.length() > MAX_BYTES) {
            return failed(TOO_LARGE);
        }
        return new YamlTree(text).read();
    }

    /** The place is that of the byte, but without an index: there is no text. */
    private static YamlText notUtf8(byte first, String before) {
        Position at = Lines.behind(before, Position.START, before.length());
        return failed(new YamlError(
                "the file is not UTF-8 text: the byte 0x%02X stands here".formatted(first),
                "save the file as UTF-8",
                new Position(at.line(), at.column(), 0)));
    }

    private static YamlText failed(YamlError error) {
        return new YamlText("", null, List.of(error));
    }
}
