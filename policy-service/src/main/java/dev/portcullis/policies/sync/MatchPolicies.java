// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.policies.file.PolicyFile.Part;
import dev.portcullis.policies.policy.StoredPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells which policy of a file is which that is known: by type and name among those of the source, then among the
 * others of the level, then by equal content, so that a rename is a rename.
 */
final class MatchPolicies {
    private final Set<SourceEntry> open;
    private final List<Match> matches = new ArrayList<>();

    private MatchPolicies(List<SourceEntry> entries) {
        this.open = new LinkedHashSet<>(entries);
    }

    /**
     * A policy of the file and what is known of it.
     *
     * @param part absent where the file has it no more
     * @param entry absent where it is new to the source
     * @param adopted a policy of the level that has the name and that the source does not speak for so far
     */
    record Match(
            @Nullable Part part,
            @Nullable SourceEntry entry,
            @Nullable StoredPolicy adopted) {}

    /**
     * Matches a file with what is known.
     *
     * @param parts the file's policies
     * @param entries those of the source
     * @param level the policies of the level that are not retired
     */
    static List<Match> match(List<Part> parts, List<SourceEntry> entries, List<StoredPolicy> level) {
        return new MatchPolicies(entries).all(parts, level);
    }

    private List<Match> all(List<Part> parts, List<StoredPolicy> level) {
        Set<UUID> taken = open.stream()
                .map(entry -> entry.policyId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        List<Part> unknown = new ArrayList<>();
        for (Part part : parts) {
            Optional<SourceEntry> named = take(entry -> isNamed(part, entry.type, entry.name));
            if (named.isPresent()) {
                matches.add(new Match(part, named.get(), own(part, level, taken).orElse(null)));
            } else {
                unknown.add(part);
            }
        }
        List<Part> strangers = new ArrayList<>();
        for (Part part : unknown) {
            Optional<StoredPolicy> own = own(part, level, taken);
            Optional<SourceEntry> alike = own.isPresent() ? Optional.empty() : take(entry -> isLike(part, entry));
            if (own.isPresent() || alike.isPresent()) {
                matches.add(new Match(part, alike.orElse(null), own.orElse(null)));
            } else {
                strangers.add(part);
            }
        }
        strangers.forEach(part -> matches.add(new Match(part, null, null)));
        gone(strangers);
        return matches;
    }

    /** The level's policy of that name that no entry speaks for. */
    private static Optional<StoredPolicy> own(Part part, List<StoredPolicy> level, Set<UUID> taken) {
        return level.stream()
                .filter(policy -> isNamed(part, policy.type, policy.name) && !taken.contains(policy.id))
                .findFirst();
    }

    /** A broken policy that nothing is known of may be any of those that seem to be gone, so none of its type is. */
    private void gone(List<Part> strangers) {
        Set<String> unclear = strangers.stream()
                .filter(part -> part.text() == null)
                .map(Part::type)
                .collect(Collectors.toSet());
        open.stream()
                .filter(entry -> !unclear.contains(entry.type))
                .forEach(entry -> matches.add(new Match(null, entry, null)));
    }

    private Optional<SourceEntry> take(Predicate<SourceEntry> wanted) {
        Optional<SourceEntry> found = open.stream().filter(wanted).findFirst();
        found.ifPresent(open::remove);
        return found;
    }

    private static boolean isNamed(Part part, String type, String name) {
        return part.type().equals(type) && name.equals(part.name());
    }

    private static boolean isLike(Part part, SourceEntry entry) {
        return part.type().equals(entry.type)
                && part.likeness() != null
                && part.likeness().equals(entry.likeness);
    }
}
