// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import dev.portcullis.policies.file.PolicyFile.Lines;
import dev.portcullis.policies.file.PolicyFile.Part;
import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.PolicyPrinter;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.PolicyType;
import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes policies as one file, in the layout of an earlier one: what has not changed stays byte for byte, what has
 * changed is replaced in its place, what is gone is taken out with its lines, what is new follows the others of its
 * type.
 */
final class ComposeFile {
    private static final int INDENT = 2;

    private final PolicyFile layout;
    private final List<Edit> edits = new ArrayList<>();

    private ComposeFile(PolicyFile layout) {
        this.layout = layout;
    }

    private record Edit(int from, int to, String replacement) {}

    /**
     * One policy to be written.
     *
     * @param text its text
     * @param place the part of the layout whose place it takes; absent for one that is new to the layout
     */
    record Placed(PolicyText text, @Nullable Part place) {}

    /** The file with exactly these policies. */
    static String compose(PolicyFile layout, List<Placed> policies) {
        String composed = new ComposeFile(layout).edited(policies);
        // A layout that the edits do not fit, a list in brackets for example, is given up rather than bent.
        return says(composed, policies) ? composed : plain(policies);
    }

    private static boolean says(String composed, List<Placed> policies) {
        PolicyDocument read = PolicyDocument.parse(composed, PolicyFile.PATH);
        Set<Policy> wanted = new HashSet<>();
        policies.forEach(placed -> wanted.addAll(policies(placed.text())));
        boolean same =
                new HashSet<>(read.policies()).equals(wanted) && read.policies().size() == policies.size();
        return same && (read.isValid() || policies.isEmpty());
    }

    private static List<Policy> policies(PolicyText text) {
        return PolicyDocument.parse(text.yaml(), PolicyFile.PATH).policies();
    }

    private String edited(List<Placed> policies) {
        for (Part part : layout.parts()) {
            Placed placed = policies.stream()
                    .filter(candidate -> part.equals(candidate.place()))
                    .findFirst()
                    .orElse(null);
            if (part.lines() != null) {
                edit(part, part.lines(), placed);
            }
        }
        for (PolicyType type : PolicyType.values()) {
            List<Placed> more = policies.stream()
                    .filter(placed ->
                            placed.place() == null && placed.text().type().equals(type.word()))
                    .toList();
            append(type.word(), more, policies);
        }
        StringBuilder text = new StringBuilder(layout.text());
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::from)
                        .thenComparingInt(Edit::to)
                        .reversed())
                .forEach(edit -> text.replace(edit.from(), edit.to(), edit.replacement()));
        return text.toString();
    }

    private void edit(Part part, Lines lines, @Nullable Placed placed) {
        if (placed == null) {
            edits.add(new Edit(lines.from(), lines.to(), ""));
        } else if (part.text() == null
                || !part.text().yaml().equals(placed.text().yaml())) {
            edits.add(new Edit(lines.from(), lines.to(), lines(placed.text(), lines.indent())));
        }
    }

    /** Adds new policies behind those of their type; a list that loses all of its policies goes with its key. */
    private void append(String type, List<Placed> more, List<Placed> all) {
        List<Part> present = layout.parts().stream()
                .filter(part -> part.type().equals(type) && part.lines() != null)
                .toList();
        StringBuilder added = new StringBuilder();
        if (present.isEmpty()) {
            if (!more.isEmpty()) {
                added.append(endsInLine(layout.text()) ? "" : "\n").append(type).append(":\n");
                more.forEach(placed -> added.append(lines(placed.text(), INDENT)));
                edits.add(new Edit(layout.text().length(), layout.text().length(), added.toString()));
            }
            return;
        }
        int last = lastLine(present);
        int indent = indent(present);
        added.append(endsInLine(layout.text().substring(0, last)) ? "" : "\n");
        more.forEach(placed -> added.append(lines(placed.text(), indent)));
        if (!more.isEmpty()) {
            edits.add(new Edit(last, last, added.toString()));
        } else if (all.stream().noneMatch(placed -> present.contains(placed.place()))) {
            removeList(type, last);
        }
    }

    private void removeList(String type, int last) {
        YamlNode.Entry list =
                YamlText.read(layout.text()).root() instanceof YamlNode.Mapping root ? root.entry(type) : null;
        if (list != null) {
            int key = list.key().start().index();
            edits.removeIf(edit -> edit.from() >= key && edit.to() <= last);
            edits.add(new Edit(layout.text().lastIndexOf('\n', key - 1) + 1, last, ""));
        }
    }

    /** The lines of a policy's text as an element of a list whose dashes stand {@code indent} deep. */
    private static String lines(PolicyText policy, int indent) {
        String text = policy.yaml();
        Lines own = own(text);
        if (own == null) {
            text = PolicyPrinter.print(policies(policy));
            own = own(text);
        }
        if (own == null) {
            throw new IllegalStateException("a printed policy has lines of its own");
        }
        return shifted(text.substring(own.from(), own.to()), indent - own.indent());
    }

    private static @Nullable Lines own(String text) {
        List<Part> parts = PolicyFile.read(text).parts();
        return parts.size() == 1 ? parts.getFirst().lines() : null;
    }

    private static String shifted(String lines, int by) {
        StringBuilder shifted = new StringBuilder();
        lines.lines().forEach(line -> {
            if (by >= 0) {
                shifted.append(line.isBlank() ? "" : " ".repeat(by)).append(line);
            } else {
                int spaces = line.length() - line.stripLeading().length();
                shifted.append(line.substring(Math.min(-by, spaces)));
            }
            shifted.append('\n');
        });
        return shifted.toString();
    }

    private static boolean endsInLine(String text) {
        return text.isEmpty() || text.endsWith("\n");
    }

    private static int lastLine(List<Part> parts) {
        return parts.stream()
                .map(Part::lines)
                .mapToInt(lines -> lines == null ? 0 : lines.to())
                .max()
                .orElse(0);
    }

    private static int indent(List<Part> parts) {
        Lines last = parts.getLast().lines();
        return last == null ? INDENT : last.indent();
    }

    private static String plain(List<Placed> policies) {
        StringBuilder file = new StringBuilder();
        for (PolicyType type : PolicyType.values()) {
            List<Placed> ofType = policies.stream()
                    .filter(placed -> placed.text().type().equals(type.word()))
                    .toList();
            if (!ofType.isEmpty()) {
                file.append(type.word()).append(":\n");
                ofType.forEach(placed -> file.append(lines(placed.text(), INDENT)));
            }
        }
        return file.toString();
    }
}
