// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Says in plain words what the YAML parser stumbled over. The parser tells its errors apart by their texts alone; one
 * that is not known here is told in a general sentence with the parser's own words.
 */
final class SyntaxErrors {
    /** What to do where nobody can say. */
    static final String LOOK = "look at this line and the one above";

    private static final String DOUBLE_IT = "double the backslash, or put the text in single quotes";
    private static final String QUOTE_IT = "put the value in quotes";

    private final Lines lines;
    private final String context;
    private final String problem;
    private final Position at;
    private final Position from;
    private final @Nullable Position bracket;
    private final YamlNode.@Nullable Scalar quoted;

    /**
     * @param at where the parser stumbled
     * @param from where the part of the text began that it could not read; the same place where it does not say
     * @param bracket the innermost bracket that is open
     * @param quoted the last quoted text
     */
    SyntaxErrors(
            String text,
            MarkedYamlEngineException stumble,
            Position at,
            Position from,
            @Nullable Position bracket,
            YamlNode.@Nullable Scalar quoted) {
        this.lines = new Lines(text);
        this.context = Optional.ofNullable(stumble.getContext()).orElse("");
        this.problem = Optional.ofNullable(stumble.getProblem()).orElse("");
        this.at = at;
        this.from = from;
        this.bracket = bracket;
        this.quoted = quoted;
    }

    YamlError told() {
        if (problem.contains("cannot start any token") || problem.contains("mapping keys are not allowed")) {
            return strangeBeginning();
        } else if (context.contains("simple key")) {
            return lines.at(from).matches("[\\[{]")
                    ? error(
                            "'" + lines.at(from) + "' begins no key",
                            "delete it, or close it before the next line",
                            from)
                    : noColon(from);
        } else if (context.contains("quoted scalar")) {
            return problem.contains("escape") && !lines.isEnd(at) ? escape() : openQuote();
        } else if (context.contains("flow")) {
            return bracket == null ? general() : inBrackets(bracket);
        } else if (problem.contains("mapping values are not allowed")) {
            return strangeColon();
        } else if (problem.contains("expected <block end>")) {
            return strangeBlock();
        } else if (problem.contains("expected '<document start>'") && !lines.startsWithDirective()) {
            return behindTheEnd();
        } else if (problem.contains("sequence entries are not allowed")) {
            return error(
                    "a list cannot begin in the line of its key",
                    "begin it in the next line, or put the value in quotes if '-' belongs to it",
                    at);
        } else if (problem.contains("expected the node content")) {
            return strangeBeginning();
        } else if (context.contains("alias") || context.contains("anchor") || isAboutTag()) {
            return error(
                    "'" + lines.at(from) + "' has a meaning of its own where a value begins, and nothing fits it here",
                    QUOTE_IT,
                    from);
        } else if (context.contains("block scalar") && lines.at(from).matches("[|>]")) {
            return error(
                    "behind '" + lines.at(from) + "' the text has to begin in the next line",
                    "begin a new line behind it, or put the value in quotes",
                    from);
        }
        return general();
    }

    private boolean isAboutTag() {
        return (context.contains("tag") || problem.contains("tag handle"))
                && lines.at(from).equals("!");
    }

    private YamlError strangeBeginning() {
        return switch (lines.at(at)) {
            case "\t" -> error("a tab stands where YAML takes only spaces", "write spaces in its place", at);
            case "]", "}" -> error("'" + lines.at(at) + "' closes no bracket", "delete it, or " + QUOTE_IT, at);
            case "" -> general();
            default -> error("'" + lines.at(at) + "' cannot begin a value", QUOTE_IT, at);
        };
    }

    private YamlError noColon(Position place) {
        return error(
                "'" + YamlTree.shown(lines.content(place)) + "' has no ':' with a space behind it",
                "write it as 'key: value'",
                place);
    }

    private YamlError openQuote() {
        return error("the quote that opens here is never closed", "close it with " + lines.at(from), from);
    }

    private YamlError escape() {
        Position backslash = lines.backTo('\\', at);
        String escape = lines.between(backslash, at) + lines.at(at);
        if (problem.contains("escape sequence of")) {
            return error("'" + escape.substring(0, 2) + "' lacks its hexadecimal digits", DOUBLE_IT, backslash);
        }
        return escape.length() > 2
                ? noCharacter(backslash)
                : error("'" + escape + "' is no escape of YAML", DOUBLE_IT, backslash);
    }

    /** An escape of digits beyond Unicode. */
    static YamlError noCharacter(Position escape) {
        return error("this escape stands for no character", DOUBLE_IT, escape);
    }

    private YamlError inBrackets(Position opening) {
        String open = lines.at(opening);
        String close = open.equals("[") ? "]" : "}";
        String found = lines.at(at);
        if (lines.isEnd(at) || problem.contains("<document")) {
            return error(
                    "the bracket '" + open + "' that opens here is never closed", "close it with " + close, opening);
        } else if (found.equals(",") || found.equals(close)) {
            return error("a value is missing before '" + found + "'", "write it, or delete the comma", at);
        } else if (found.equals("]") || found.equals("}")) {
            return error(
                    "the bracket '" + open + "' that opens here is closed by '" + found + "' " + place(at),
                    "close it with " + close,
                    opening);
        } else if (at.line() != opening.line()) {
            return error(
                    "the bracket '" + open + "' that opens here is not closed before "
                            + place(at).substring(3),
                    "close it with " + close + ", or write the comma that is missing",
                    opening);
        } else if (found.equals(":")) {
            return error(
                    "a ':' stands within a value",
                    "write a comma before the key, or put the value in quotes if ':' belongs to it",
                    at);
        }
        return error("a comma is missing here", "write it between the values", at);
    }

    private YamlError strangeColon() {
        YamlError behind = behindQuote();
        if (behind != null) {
            return behind;
        }
        Position key = lines.beginning(at);
        if (Lines.hasKey(lines.between(key, at))) {
            return error(
                    "a ':' stands within a value",
                    "put the value in quotes if ':' belongs to it, else begin a new line",
                    at);
        }
        Position value = lines.valueAbove(key);
        if (value == null) {
            return general();
        }
        if (Lines.hasKey(lines.content(value))) {
            return error(
                    "the value in line " + value.line() + " goes on here, and a ':' stands within it",
                    "indent the key as those beside it, or put the value in quotes",
                    key);
        }
        return noColon(value);
    }

    private YamlError strangeBlock() {
        YamlError behind = behindQuote();
        String found = lines.at(at);
        if (behind != null) {
            return behind;
        } else if (found.equals("]") || found.equals("}")) {
            return strangeBeginning();
        } else if (!lines.isFirst(at)) {
            return error("more text follows where the value has ended", "delete it, or put all of it in quotes", at);
        } else if (problem.endsWith("'-'")) {
            return error("an element of a list stands where a key has to", "indent it as the elements of its list", at);
        } else if (problem.endsWith("'?'")) {
            return error(
                    "a key stands where an element of the list has to",
                    "write '- ' before it, or indent it as the keys that it belongs to",
                    at);
        }
        return error(
                "the indentation of this line fits none of the lines above",
                "indent it as the lines that it belongs to",
                at);
    }

    private YamlError behindTheEnd() {
        Position first = lines.first();
        if (at.column() < first.column()) {
            return error("this line is indented less than the first", "indent them alike", at);
        }
        return Lines.hasKey(lines.content(first)) || "[{-".contains(lines.at(first))
                ? error("more text follows where the document has ended", "delete it", at)
                : noColon(first);
    }

    private @Nullable YamlError behindQuote() {
        if (quoted == null
                || quoted.end().index() > at.index()
                || !lines.between(quoted.end(), at).matches("[ \t]*")) {
            return null;
        }
        String suggestion =
                "close it where the text ends; a quote within it is written '' in single and \\\" in double quotes";
        return quoted.start().line() == quoted.end().line()
                ? error("more text follows behind the closing quote", suggestion, at)
                : error("the quote that opens here is closed only " + place(quoted.end()), suggestion, quoted.start());
    }

    private YamlError general() {
        String said = context.isBlank() ? problem : problem + " (" + context + ")";
        return error("this is not readable as YAML: " + said.strip().replaceAll("\\s+", " "), LOOK, at);
    }

    private static String place(Position place) {
        return "in line " + place.line() + ", column " + place.column();
    }

    private static YamlError error(String message, String suggestion, Position place) {
        return new YamlError(message, suggestion, place);
    }
}
