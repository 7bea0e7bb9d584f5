// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.intake;

import static dev.portcullis.service.sql.ColumnText.fit;

import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.messaging.consume.PoisonEventException;
import dev.portcullis.service.sql.ColumnText;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings an alert into bounds: what is only too long is shortened, what makes no sense is refused. */
final class ReadableAlert {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern URL = Pattern.compile("https?://\\S{1,2000}");
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final int MAX_TITLE = 255;
    private static final int MAX_KIND = 100;
    private static final int MAX_DESCRIPTION = 20_000;
    private static final int MAX_LABELS = 32;

    private ReadableAlert() {}

    /**
     * The alert as it can be kept. A link that is not http or https is left out, because people would click on it; a
     * time in the future becomes now, because a clock that is ahead would hide all that comes later.
     *
     * @throws PoisonEventException where its fingerprint, time or place cannot be right
     */
    static SecurityAlert of(UUID eventId, SecurityAlert alert) {
        if (!FINGERPRINT.matcher(alert.fingerprint()).matches()) {
            throw new PoisonEventException(eventId, "fingerprint is no SHA-256 in lower-case hexadecimal");
        }
        if (alert.occurredAt().isBefore(EARLIEST)) {
            throw new PoisonEventException(eventId, "occurredAt is before the year 2000");
        }
        if (!isPlace(alert.project()) || !isNamespace(alert.labels().getOrDefault("namespace", ""))) {
            throw new PoisonEventException(eventId, "the project or namespace is no place in GitLab");
        }
        Instant now = Instant.now();
        return new SecurityAlert(
                alert.fingerprint(),
                fit(alert.kind(), MAX_KIND),
                alert.severity(),
                fit(alert.title(), MAX_TITLE),
                fit(alert.description(), MAX_DESCRIPTION),
                alert.project(),
                alert.mergeRequestIid(),
                link(alert.url()),
                alert.occurredAt().isAfter(now) ? now : alert.occurredAt(),
                labels(alert.labels()));
    }

    private static boolean isPlace(@Nullable ProjectRef project) {
        return project == null || (isNamespace(project.instance()) && isNamespace(project.path()));
    }

    private static boolean isNamespace(String text) {
        return ColumnText.fits(text, ColumnText.MAX_INDEXED);
    }

    private static @Nullable String link(@Nullable String url) {
        return url != null && URL.matcher(url).matches() && url.indexOf('\0') < 0 ? url : null;
    }

    private static Map<String, String> labels(Map<String, String> labels) {
        Map<String, String> kept = new TreeMap<>();
        new TreeMap<>(labels)
                .entrySet().stream()
                        .limit(MAX_LABELS)
                        .forEach(label ->
                                kept.put(fit(label.getKey(), MAX_KIND), fit(label.getValue(), ColumnText.MAX_INDEXED)));
        return kept;
    }
}
