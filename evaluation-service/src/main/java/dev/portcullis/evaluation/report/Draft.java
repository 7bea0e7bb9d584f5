// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A finding while its report is read: what concerns the whole report can stand behind it. */
final class Draft {
    static final int MOST_IDENTIFIERS = 20;
    private static final int LONGEST_NAME = 255;

    final List<Identifier> identifiers = new ArrayList<>();
    final Location location = new Location();
    final Tracking tracking = new Tracking();
    boolean located;
    boolean falsePositive;
    boolean solved;
    Severity severity = Severity.UNKNOWN;

    @Nullable
    String id;

    @Nullable
    String compareKey;

    @Nullable
    String name;

    @Nullable
    String message;

    @Nullable
    Scanner scanner;

    /** What the finding lacks to be one, if anything. */
    Optional<String> flaw() {
        if (identifiers.isEmpty()) {
            return Optional.of("has no identifiers");
        }
        return located ? Optional.empty() : Optional.of("has no location");
    }

    ReportedFinding finish(ReadReport.Context context, Scanner reportScanner, Set<String> remedied) {
        ScanType type = context.type();
        List<String> locations = new ArrayList<>(tracking.signatures());
        locations.add(location.fingerprint(type, context.onDefaultBranch()));
        return new ReportedFinding(
                Identity.of(type, identifiers.getFirst(), locations.getFirst(), context.projectId()),
                type,
                scanner == null ? reportScanner : scanner,
                severity,
                displayName(context),
                identifiers,
                location.place(type),
                location.line(),
                falsePositive,
                solved || isRemedied(remedied),
                locations);
    }

    private boolean isRemedied(Set<String> remedied) {
        return isIn(remedied, id) || isIn(remedied, compareKey);
    }

    private static boolean isIn(Set<String> remedied, @Nullable String key) {
        return key != null && !key.isEmpty() && remedied.contains(key);
    }

    private String displayName(ReadReport.Context context) {
        String given = name == null || name.isBlank() ? message : name;
        String text = given == null || given.isBlank() ? fallbackName(context) : given.strip();
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }

    private String fallbackName(ReadReport.Context context) {
        Identifier telling = ofType("cve").or(() -> ofType("cwe")).orElse(identifiers.getFirst());
        return telling.name() + " in " + location.title(context.type(), context.onDefaultBranch());
    }

    private Optional<Identifier> ofType(String type) {
        return identifiers.stream()
                .filter(identifier -> identifier.type().equalsIgnoreCase(type))
                .findFirst();
    }
}
