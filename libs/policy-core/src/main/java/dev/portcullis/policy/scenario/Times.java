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
        String text = node == null ? null : fields.reading().anyText(node, fields.path(key));
        if (node == null || text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException _) {
            fields.reading()
                    .error(
                            "bad-time",
                            node.start(),
                            fields.path(key),
                            "'" + Reading.shown(text) + "' is no instant",
                            "write it as 2026-11-24T12:00:00Z");
            return null;
        }
    }
}
