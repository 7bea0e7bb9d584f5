// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.document.Problem.Edit;
import dev.portcullis.policy.document.Problem.Level;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.yaml.Position;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads single values; what does not fit becomes a problem, and the value is absent. */
public final class Reading {
    /** The most problems that are told; one more says that there are others. */
    public static final int MOST_PROBLEMS = 1000;

    private final String source;
    private final List<Problem> problems = new ArrayList<>();

    /** Problems name the file {@code source}. */
    public Reading(String source) {
        this.source = source;
    }

    /** What was found so far: at most {@value #MOST_PROBLEMS}, and one error where there is more. */
    public List<Problem> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** Whether an error was found. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.level() == Level.ERROR);
    }

    /** Adds an error. */
    public void error(String rule, Position at, String path, String message, @Nullable String suggestion) {
        add(Level.ERROR, rule, at, path, message, suggestion, List.of());
    }

    /** Adds a warning. */
    public void warn(
            String rule, Position at, String path, String message, @Nullable String suggestion, List<Edit> fix) {
        add(Level.WARNING, rule, at, path, message, suggestion, fix);
    }

    /** Adds a note. */
    public void note(String rule, Position at, String path, String message, @Nullable String suggestion) {
        add(Level.NOTE, rule, at, path, message, suggestion, List.of());
    }

    /** Adds a problem. */
    public void add(
            Level level,
            String rule,
            Position at,
            String path,
            String message,
            @Nullable String suggestion,
            List<Edit> fix) {
        add(new Problem(level, rule, message, suggestion, source, at, path, fix));
    }

    /** Adds a problem. Where the rest is not told, an error stands for it: there may be errors among it. */
    public void add(Problem problem) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(problem);
        } else if (problems.size() == MOST_PROBLEMS) {
            problems.add(new Problem(
                    Level.ERROR,
                    "too-many-problems",
                    "there are more problems from here on",
                    "mend those above first",
                    source,
                    problem.at(),
                    problem.path(),
                    List.of()));
        }
    }

    /** Takes back a problem that another one stands for. */
    void retract(Problem told) {
        if (problems.size() <= MOST_PROBLEMS) {
            problems.remove(told);
        }
    }

    /** The name of the file. */
    String source() {
        return source;
    }

    /** A text; what YAML reads as something else without quotes is a problem. */
    @Nullable
    public String text(YamlNode node, String path) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            wrongType(node, path, "text");
            return null;
        }
        if (scalar.isNull() || (scalar.plain() && Scalars.isNoText(scalar.text()))) {
            add(
                    Level.ERROR,
                    "wrong-type",
                    node.start(),
                    path,
                    "expected text, not " + Scalars.described(node),
                    "write \"" + scalar.text() + "\" in quotes if it is meant as text",
                    scalar.isNull() ? List.of() : List.of(Edits.replace(scalar, "\"" + scalar.text() + "\"")));
            return null;
        }
        warnOfOtherYaml(scalar, path);
        return scalar.text();
    }

    /** Warns of a text that is one here, and for the YAML 1.1 of GitLab a number. */
    void warnOfOtherYaml(YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar scalar && scalar.plain() && Scalars.isNumberInYaml11(scalar.text())) {
            warn(
                    "wrong-type",
                    node.start(),
                    path,
                    "GitLab reads " + shown(scalar.text()) + " without quotes as a number, and refuses the file",
                    "write \"" + shown(scalar.text()) + "\"",
                    List.of(Edits.replace(scalar, "\"" + scalar.text() + "\"")));
        }
    }

    /** The text of any single value, whether it looks like text, a number or a time. */
    @Nullable
    public String anyText(YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            return scalar.text();
        }
        wrongType(node, path, "text");
        return null;
    }

    /** A flag: true or false, and as GitLab reads them yes, no, on and off. */
    @Nullable
    public Boolean bool(YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar scalar && scalar.plain()) {
            String word = scalar.text().toLowerCase(Locale.ROOT);
            if (Scalars.isFlag(word)) {
                return Scalars.isTrue(word);
            }
        }
        wrongType(node, path, "true or false", Scalars::isFlag);
        return null;
    }

    /** A whole number from {@code least} to {@code most}. */
    @Nullable
    public Integer integer(YamlNode node, String path, int least, int most) {
        Long number = number(node, path);
        if (number == null) {
            return null;
        }
        if (number < least || number > most) {
            error(
                    "out-of-range",
                    node.start(),
                    path,
                    number + " is out of range",
                    "use a whole number from " + least + " to " + most);
            return null;
        }
        return number.intValue();
    }

    /** A whole number from 1. */
    @Nullable
    public Long id(YamlNode node, String path) {
        Long number = number(node, path);
        if (number != null && number < 1) {
            error("out-of-range", node.start(), path, number + " is no id", "ids are whole numbers from 1");
            return null;
        }
        return number;
    }

    /** A number from {@code least} to {@code most}. */
    @Nullable
    public Double decimal(YamlNode node, String path, double least, double most) {
        if (node instanceof YamlNode.Scalar scalar && scalar.plain() && Scalars.isNumber(scalar.text())) {
            double number = Double.parseDouble(scalar.text());
            if (number >= least && number <= most) {
                return number;
            }
            error(
                    "out-of-range",
                    node.start(),
                    path,
                    scalar.text() + " is out of range",
                    "use " + least + " to " + most);
            return null;
        }
        wrongType(node, path, "a number");
        return null;
    }

    /** A word of {@code type}; one in the wrong case is taken, with a warning. */
    public <E extends Enum<E> & Word> @Nullable E word(YamlNode node, String path, Class<E> type) {
        return word(node, path, type, Set.of(type.getEnumConstants()));
    }

    /** A word of {@code type} that is among {@code allowed}. */
    public <E extends Enum<E> & Word> @Nullable E word(YamlNode node, String path, Class<E> type, Set<E> allowed) {
        if (!(node instanceof YamlNode.Scalar scalar)) {
            wrongType(node, path, "a word");
            return null;
        }
        Optional<E> exact = Word.find(type, scalar.text()).filter(allowed::contains);
        if (exact.isPresent()) {
            return exact.get();
        }
        Optional<E> other =
                Word.find(type, scalar.text().toLowerCase(Locale.ROOT)).filter(allowed::contains);
        if (other.isPresent()) {
            String word = other.get().word();
            warn(
                    "wrong-case",
                    node.start(),
                    path,
                    "GitLab knows '" + scalar.text() + "' only in lower case",
                    "write " + word,
                    List.of(Edits.replace(scalar, word)));
            return other.get();
        }
        List<String> known = Words.of(type).stream()
                .filter(word -> Word.find(type, word).filter(allowed::contains).isPresent())
                .toList();
        unknownWord(scalar, path, "is not known here", known);
        return null;
    }

    /** Reports a word that is none of {@code known}; one that is plainly a slip can be repaired. */
    void unknownWord(YamlNode node, String path, String message, List<String> known) {
        String text = node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
        add(
                Level.ERROR,
                "unknown-value",
                node.start(),
                path,
                "'" + shown(text) + "' " + message,
                meant(text, known),
                node instanceof YamlNode.Scalar scalar ? Edits.slip(scalar, known) : List.of());
    }

    /** Advice for somebody who wrote {@code word} where one of {@code known} is expected. */
    public static String meant(String word, List<String> known) {
        return Words.nearest(word, known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("use one of: " + Words.list(known));
    }

    /** Reports that a value is not what is expected. */
    public void wrongType(YamlNode node, String path, String expected) {
        wrongType(node, path, expected, _ -> false);
    }

    /** The same, where it may be only the quotes that are too many. */
    private void wrongType(YamlNode node, String path, String expected, Predicate<String> fits) {
        boolean quoted = node instanceof YamlNode.Scalar scalar && !scalar.plain() && fits.test(scalar.text());
        add(
                Level.ERROR,
                "wrong-type",
                node.start(),
                path,
                "expected " + expected + ", not " + (quoted ? "text" : Scalars.described(node)),
                quoted ? "write it without quotes" : null,
                node instanceof YamlNode.Scalar scalar && quoted
                        ? List.of(Edits.replace(node, scalar.text()))
                        : List.of());
    }

    /** A text, shortened for a message. */
    public static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private @Nullable Long number(YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar scalar && scalar.plain() && Scalars.isWhole(scalar.text())) {
            return Long.parseLong(scalar.text());
        }
        if (node instanceof YamlNode.Scalar scalar
                && scalar.plain()
                && scalar.text().matches("[-+]?[0-9]{19,}")) {
            error("out-of-range", node.start(), path, shown(scalar.text()) + " is far out of range", null);
            return null;
        }
        wrongType(node, path, "a whole number", Scalars::isWhole);
        return null;
    }
}
