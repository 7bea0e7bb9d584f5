// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads instants in ISO 8601; a date alone is its midnight in UTC. */
final class Times {
    private Times() {}

    static @Nullable Instant instant(Fields fields, String key) {
        YamlNode node = fields.get(key);
        return node == null ? null : instant(fields.reading(), node, fields.path(key));
    }

    private static @Nullable Instant instant(Reading reading, YamlNode node, String at) {
        String text = reading.anyText(node, at);
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            reading.error(
                    "bad-time",
                    node.start(),
                    at,
                    "'" + Reading.shown(text) + "' is no instant",
                    "write it as 2026-11-24T12:00:00Z");
            return null;
        }
    }
}
