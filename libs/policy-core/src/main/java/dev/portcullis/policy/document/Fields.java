// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.document.Problem.Edit;
import dev.portcullis.policy.document.Problem.Level;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.yaml.Position;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the keys of one object; {@link #close} reports those that nobody asked for. */
public final class Fields {
    private final Reading reading;
    private final YamlNode.Mapping node;
    private final String path;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> renamed = new HashSet<>();
    private final boolean refusesEmpty;
    private final Set<String> empty = new HashSet<>();
    private final List<Missing> missing = new ArrayList<>();

    /** Reads {@code node}, which stands at {@code path}; a key without a value counts as absent. */
    public Fields(Reading reading, YamlNode.Mapping node, String path) {
        this(reading, node, path, false);
    }

    private Fields(Reading reading, YamlNode.Mapping node, String path, boolean refusesEmpty) {
        this.reading = reading;
        this.node = node;
        this.path = path;
        this.refusesEmpty = refusesEmpty;
    }

    /** Reads {@code node} as a part of a policy, where GitLab refuses a key without a value. */
    static Fields ofPolicy(Reading reading, YamlNode.Mapping node, String path) {
        return new Fields(reading, node, path, true);
    }

    /** Where problems go. */
    public Reading reading() {
        return reading;
    }

    /** The object itself. */
    public YamlNode.Mapping node() {
        return node;
    }

    /** Where the object stands in the document. */
    public String path() {
        return path;
    }

    /** Where the value of {@code key} stands in the document. */
    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The value of {@code key}; absent where the key is absent or has no value, which a policy is told once. */
    @Nullable
    public YamlNode get(String key) {
        YamlNode value = getOrNull(key);
        YamlNode.Entry entry = node.entry(key);
        if (refusesEmpty && value == null && entry != null && empty.add(key)) {
            reading.error(
                    "no-value",
                    entry.key().start(),
                    path(Reading.shown(key)),
                    "'" + Reading.shown(key) + "' has no value",
                    "give it one or delete the line");
        }
        return value;
    }

    /** The value of {@code key}, for which a policy may state {@code null} as well as leave it out. */
    @Nullable
    YamlNode getOrNull(String key) {
        known.add(key);
        YamlNode value = node.get(key);
        return value instanceof YamlNode.Scalar scalar && scalar.isNull() ? null : value;
    }

    /** Whether one of {@code keys} is written, be it without a value. */
    boolean names(String... keys) {
        return Arrays.stream(keys).anyMatch(key -> node.entry(key) != null);
    }

    /** Whether {@code key} has a value. */
    public boolean has(String key) {
        return get(key) != null;
    }

    /** Takes the value of a key that GitLab renamed, with a warning. */
    @Nullable
    public YamlNode get(String key, String oldKey) {
        YamlNode value = get(key);
        YamlNode.Entry old = node.entry(oldKey);
        if (node.get(key) != null || old == null) {
            return value;
        }
        renamed.add(oldKey);
        reading.warn(
                "renamed-key",
                old.key().start(),
                path(oldKey),
                "GitLab renamed '" + oldKey + "'",
                "write '" + key + "'",
                List.of(Edits.rename(old.key(), key)));
        return old.value();
    }

    /** Reports that {@code key} is missing where {@code value} is absent. */
    @Nullable
    public YamlNode require(String key, @Nullable YamlNode value) {
        if (value == null && !empty.contains(key)) {
            Optional<YamlNode.Scalar> slip = node.entries().stream()
                    .map(YamlNode.Entry::key)
                    .filter(written -> !Edits.slip(node, written, List.of(key)).isEmpty())
                    .findFirst();
            missing(
                    slip.map(YamlNode.Scalar::start).orElse(node.start()),
                    "'" + key + "' is missing",
                    slip.map(written -> "did you mean it by '" + written.text() + "'?")
                            .orElse("add '" + key + "'"),
                    slip.map(written -> Edits.slip(node, written, List.of(key))).orElse(List.of()),
                    Set.of(key));
        }
        return value;
    }

    /**
     * Reports that none of {@code keys} is there. Where one of them is only misspelt, {@link #close} tells that alone.
     */
    public void missing(String message, @Nullable String suggestion, String... keys) {
        missing(node.start(), message, suggestion, List.of(), Set.of(keys));
    }

    private void missing(Position at, String message, @Nullable String suggestion, List<Edit> fix, Set<String> keys) {
        Problem problem = new Problem(Level.ERROR, "missing-key", message, suggestion, reading.source(), at, path, fix);
        reading.add(problem);
        missing.add(new Missing(problem, keys));
    }

    private record Missing(Problem problem, Set<String> keys) {}

    /** Reports that the word under {@code key} is none of {@code words}. */
    void unknownWord(String key, String message, List<String> words) {
        YamlNode word = get(key);
        reading.unknownWord(word == null ? node : word, path(key), message, words);
    }

    /** The value of {@code key}; that it is absent is a problem. */
    @Nullable
    public YamlNode require(String key) {
        return require(key, get(key));
    }

    /** The text under {@code key}. */
    @Nullable
    public String text(String key) {
        YamlNode value = get(key);
        return value == null ? null : reading.text(value, path(key));
    }

    /** The text under {@code key}; that it is absent or empty is a problem, and the value empty then. */
    public String requireText(String key) {
        YamlNode value = require(key);
        String text = value == null ? null : reading.text(value, path(key));
        if (value != null && text != null && text.isEmpty()) {
            reading.error("empty-text", value.start(), path(key), "'" + key + "' is empty", null);
        }
        return text == null ? "" : text;
    }

    /** The flag under {@code key}, or {@code otherwise}. */
    public boolean bool(String key, boolean otherwise) {
        Boolean value = bool(key);
        return value == null ? otherwise : value;
    }

    /** The flag under {@code key}. */
    @Nullable
    public Boolean bool(String key) {
        YamlNode value = get(key);
        return value == null ? null : reading.bool(value, path(key));
    }

    /** The word under {@code key}. */
    public <E extends Enum<E> & Word> @Nullable E word(String key, Class<E> type) {
        YamlNode value = get(key);
        return value == null ? null : reading.word(value, path(key), type);
    }

    /** The word under {@code key}, or {@code otherwise}. */
    public <E extends Enum<E> & Word> E word(String key, Class<E> type, E otherwise) {
        E word = word(key, type);
        return word == null ? otherwise : word;
    }

    /** The word under {@code key}; that it is absent is a problem, and the value a placeholder. */
    public <E extends Enum<E> & Word> E requireWord(String key, Class<E> type, E placeholder) {
        YamlNode value = require(key);
        E word = value == null ? null : reading.word(value, path(key), type);
        return word == null ? placeholder : word;
    }

    /** The object under {@code key}; absent where it is absent or something else, which is a problem. */
    @Nullable
    public Fields object(String key) {
        YamlNode value = get(key);
        return value == null ? null : object(value, path(key));
    }

    /** The object {@code value}; absent where it is something else, which is a problem. */
    @Nullable
    public Fields object(YamlNode value, String at) {
        if (value instanceof YamlNode.Mapping mapping) {
            return new Fields(reading, mapping, at, refusesEmpty);
        }
        reading.wrongType(value, at, "an object");
        return null;
    }

    /** The elements under {@code key}, each read by {@code element}; those that it cannot read are left out. */
    public <T> List<T> list(String key, BiFunction<YamlNode, String, @Nullable T> element) {
        YamlNode value = get(key);
        return value == null ? List.of() : list(value, path(key), element);
    }

    /** The elements of {@code value}, each read by {@code element}; those that it cannot read are left out. */
    public <T> List<T> list(YamlNode value, String at, BiFunction<YamlNode, String, @Nullable T> element) {
        if (!(value instanceof YamlNode.Sequence sequence)) {
            reading.wrongType(value, at, "a list");
            return List.of();
        }
        List<T> read = new ArrayList<>();
        int index = 0;
        for (YamlNode node : sequence.elements()) {
            T one = element.apply(node, at + "[" + index++ + "]");
            if (one != null) {
                read.add(one);
            }
        }
        return read;
    }

    /** As {@link #list}, without repetitions. */
    public <T> Set<T> set(String key, BiFunction<YamlNode, String, @Nullable T> element) {
        return new LinkedHashSet<>(list(key, element));
    }

    /** Ids written as a list of {@code {id: 1}}. */
    public Set<Long> ids(String key) {
        return set(key, (element, at) -> {
            Fields fields = object(element, at);
            if (fields == null) {
                return null;
            }
            YamlNode id = fields.require("id");
            Long read = id == null ? null : reading.id(id, fields.path("id"));
            fields.close();
            return read;
        });
    }

    /** Reports every key that was not asked for; one that is misspelt stands for the one that is missing. */
    public void close() {
        List<YamlNode.Scalar> unknown = node.entries().stream()
                .map(YamlNode.Entry::key)
                .filter(key -> !known.contains(key.text()) && !renamed.contains(key.text()))
                .toList();
        Map<String, Long> slips = unknown.stream()
                .flatMap(key -> Words.slipOf(key.text(), known).stream())
                .collect(Collectors.groupingBy(meant -> meant, Collectors.counting()));
        for (YamlNode.Scalar key : unknown) {
            boolean alone = Words.slipOf(key.text(), known)
                    .map(slips::get)
                    .filter(times -> times == 1)
                    .isPresent();
            reading.add(
                    Level.ERROR,
                    "unknown-key",
                    key.start(),
                    path(Reading.shown(key.text())),
                    "the key '" + Reading.shown(key.text()) + "' is not known here",
                    Reading.meant(key.text(), List.copyOf(known)),
                    alone ? Edits.slip(node, key, known) : List.of());
            Words.nearest(key.text(), known).ifPresent(this::retract);
        }
    }

    private void retract(String misspelt) {
        missing.stream().filter(one -> one.keys().contains(misspelt)).forEach(one -> reading.retract(one.problem()));
    }
}
