// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Builds the tree from the events of the YAML parser, counting as it goes. */
final class YamlTree {
    private static final String MERGE = "<<";

    private final String text;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private final List<YamlError> errors = new ArrayList<>();
    private int nodes;
    private int lastCodePoints;
    private int lastIndex;
    private Position latest = Position.START;
    private final Deque<Position> brackets = new ArrayDeque<>();
    private YamlNode.@Nullable Scalar quoted;

    YamlTree(String text) {
        this.text = text;
    }

    YamlText read() {
        YamlNode root = null;
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setCodePointLimit(YamlText.MAX_BYTES)
                    .setLabel("policy")
                    // The engine has no room for the second half of a character that begins at its buffer's end.
                    .setBufferSize(text.length() + 2)
                    .build();
            root = document(new Parse(settings).parseString(text).iterator());
        } catch (TooLarge e) {
            errors.add(e.error);
        } catch (MarkedYamlEngineException e) {
            Position at = position(e.getProblemMark());
            Position from = e.getContextMark().isEmpty() ? at : position(e.getContextMark());
            errors.add(new SyntaxErrors(text, e, at, from, brackets.peek(), quoted).told());
        } catch (ReaderException e) {
            errors.add(strange(e));
        } catch (YamlEngineException e) {
            errors.add(new YamlError("this is not readable as YAML: " + e.getMessage(), SyntaxErrors.LOOK, latest));
        } catch (NumberFormatException _) {
            // The parser stumbles so over escapes of eight digits from 80000000.
            int escape = Math.max(latest.index(), text.indexOf("\\U", latest.index()));
            errors.add(SyntaxErrors.noCharacter(Lines.behind(text, Position.START, escape)));
        } catch (RuntimeException _) {
            errors.add(new YamlError("the text behind this place is not readable as YAML", SyntaxErrors.LOOK, latest));
        }
        return new YamlText(text, root, errors);
    }

    private @Nullable YamlNode document(Iterator<Event> events) {
        YamlNode root = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (root != null) {
                    errors.add(new YamlError(
                            "a second document starts here; only the first is read",
                            "make one document of the two, or delete this one",
                            position(event.getStartMark())));
                    return root;
                }
                root = node(events.next(), events, 0);
            }
        }
        return root;
    }

    private YamlNode node(Event event, Iterator<Event> events, int depth) {
        if (depth > YamlText.MAX_DEPTH) {
            throw new TooLarge(
                    "nested more than " + YamlText.MAX_DEPTH + " levels deep",
                    "nest it less deeply",
                    position(event.getStartMark()));
        }
        int before = nodes;
        count(1, event);
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        YamlNode node =
                switch (event) {
                    case ScalarEvent scalar ->
                        new YamlNode.Scalar(
                                scalar.getValue(),
                                scalar.isPlain() && !isText(scalar.getTag()),
                                begin(scalar, scalar.getTag()),
                                position(scalar.getEndMark()));
                    case SequenceStartEvent start -> sequence(start, events, depth);
                    case MappingStartEvent start -> mapping(start, events, depth);
                    default ->
                        throw new TooLarge(
                                "this is not readable as YAML", SyntaxErrors.LOOK, position(event.getStartMark()));
                };
        if (node instanceof YamlNode.Scalar scalar && event instanceof ScalarEvent written && !written.isPlain()) {
            quoted = scalar;
        }
        if (event instanceof NodeEvent anchored && anchored.getAnchor().isPresent()) {
            String name = anchored.getAnchor().map(Anchor::getValue).orElseThrow();
            anchors.put(name, node);
            sizes.put(name, nodes - before);
        }
        return node;
    }

    private YamlNode alias(AliasEvent alias) {
        String name = alias.getAlias().getValue();
        YamlNode node = anchors.get(name);
        if (node == null) {
            throw new TooLarge(
                    "the alias *" + shown(name) + " has no anchor before it",
                    "write the anchor &" + shown(name) + " before it, or put the text in quotes if it is no alias",
                    position(alias.getStartMark()));
        }
        count(sizes.getOrDefault(name, 1), alias);
        return node;
    }

    private YamlNode sequence(SequenceStartEvent start, Iterator<Event> events, int depth) {
        Position from = opened(start);
        List<YamlNode> elements = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            elements.add(node(event, events, depth + 1));
            event = events.next();
        }
        closed(from);
        return new YamlNode.Sequence(elements, start.isFlow(), from, position(event.getEndMark()));
    }

    private YamlNode mapping(MappingStartEvent start, Iterator<Event> events, int depth) {
        Position from = opened(start);
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        List<YamlNode> merged = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            YamlNode key = node(event, events, depth + 1);
            YamlNode value = node(events.next(), events, depth + 1);
            if (!(key instanceof YamlNode.Scalar name)) {
                report(
                        "a key has to be a word, not a list or an object",
                        "put it in quotes if it is meant as text",
                        key);
            } else if (name.plain() && name.text().equals(MERGE)) {
                merged.add(value);
            } else {
                YamlNode.Entry first = entries.putIfAbsent(name.text(), new YamlNode.Entry(name, value));
                if (first != null) {
                    int line = first.key().start().line();
                    report(
                            "the key '" + shown(name.text()) + "' stands twice",
                            "it stands in line " + line + " too; delete one of the two",
                            name);
                }
            }
            event = events.next();
        }
        closed(from);
        merged.forEach(value -> merge(value, entries));
        return new YamlNode.Mapping(List.copyOf(entries.values()), from, position(event.getEndMark()));
    }

    private void merge(YamlNode value, Map<String, YamlNode.Entry> entries) {
        switch (value) {
            case YamlNode.Mapping mapping ->
                mapping.entries()
                        .forEach(entry -> entries.putIfAbsent(entry.key().text(), entry));
            case YamlNode.Sequence sequence -> sequence.elements().forEach(element -> merge(element, entries));
            case YamlNode.Scalar scalar -> report("'<<' needs an object", "write an alias, e.g. '<<: *name'", scalar);
        }
    }

    /** Where a list or object begins; brackets are noted, for those that are never closed. */
    private Position opened(CollectionStartEvent start) {
        Position from = begin(start, start.getTag());
        if (start.isFlow()) {
            brackets.push(from);
        }
        return from;
    }

    private void closed(Position from) {
        if (from.equals(brackets.peek())) {
            brackets.pop();
        }
    }

    private void report(String message, String suggestion, YamlNode node) {
        if (errors.size() >= YamlText.MAX_ERRORS) {
            throw new TooLarge("more than " + YamlText.MAX_ERRORS + " errors", "mend those above first", node.start());
        }
        errors.add(new YamlError(message, suggestion, node.start()));
    }

    private void count(int more, Event event) {
        nodes += more;
        if (nodes > YamlText.MAX_NODES) {
            throw new TooLarge(
                    "more than " + YamlText.MAX_NODES + " values, aliases counted as often as they stand",
                    "divide the file",
                    position(event.getStartMark()));
        }
    }

    private static boolean isText(Optional<String> tag) {
        return tag.isPresent() && tag.get().endsWith(":str");
    }

    static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private YamlError strange(ReaderException e) {
        int index = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
        return new YamlError(
                "the character U+%04X stands here, which YAML does not allow".formatted(e.getCodePoint()),
                "delete it; within double quotes it can be written as an escape",
                Lines.behind(text, Position.START, index));
    }

    private Position position(Optional<Mark> mark) {
        latest = mark.map(found -> new Position(found.getLine() + 1, found.getColumn() + 1, utf16(found.getIndex())))
                .orElse(latest);
        return latest;
    }

    /**
     * Where a node begins: behind its anchor and a tag of YAML's own, so that an edit of it leaves them alone. Another
     * tag gives the node its meaning and belongs to it.
     */
    private Position begin(NodeEvent event, Optional<String> tag) {
        Position start = position(event.getStartMark());
        if (tag.map(own -> !own.startsWith(Tag.PREFIX)).orElse(event.getAnchor().isEmpty())) {
            return start;
        }
        int end = position(event.getEndMark()).index();
        int at = start.index();
        while (at < end && "&!# \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at = switch (text.charAt(at)) {
                case '&', '!' -> until(" \t\r\n", at, end);
                case '#' -> until("\n", at, end);
                default -> at + 1;
            };
        }
        return Lines.behind(text, start, at);
    }

    private int until(String ends, int from, int most) {
        int at = from;
        while (at < most && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** The parser counts code points; the last answer is where counting goes on, for places come in order. */
    private int utf16(int codePoints) {
        if (codePoints < lastCodePoints) {
            lastCodePoints = 0;
            lastIndex = 0;
        }
        int left = codePoints - lastCodePoints;
        while (left > 0 && lastIndex < text.length()) {
            lastIndex += Character.charCount(text.codePointAt(lastIndex));
            left--;
        }
        lastCodePoints = codePoints;
        return lastIndex;
    }

    /** Ends the reading; never leaves this class. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient YamlError error;

        TooLarge(String message, String suggestion, Position at) {
            super(message, null, false, false);
            this.error = new YamlError(message, suggestion, at);
        }
    }
}
