// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.ScanRule.TimeWindow;
import dev.portcullis.policy.yaml.YamlNode;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code time_window} and {@code timezone}. */
final class TimeWindows {
    private static final int MOST = 2_629_746;

    private TimeWindows() {}

    static @Nullable TimeWindow read(@Nullable Fields fields, int least) {
        if (fields == null) {
            return null;
        }
        YamlNode distribution = fields.require("distribution");
        String word = distribution == null ? null : fields.reading().text(distribution, fields.path("distribution"));
        if (distribution != null && word != null && !word.equals("random")) {
            fields.unknownWord("distribution", "is not known here", List.of("random"));
        }
        YamlNode value = fields.require("value");
        Integer seconds = value == null ? null : fields.reading().integer(value, fields.path("value"), least, MOST);
        fields.close();
        return seconds == null ? null : new TimeWindow(seconds);
    }

    /** The time zone under {@code timezone}. */
    static @Nullable String zone(Fields fields) {
        YamlNode node = fields.get("timezone");
        String zone = fields.text("timezone");
        if (node != null && zone != null && !ZoneId.getAvailableZoneIds().contains(zone)) {
            fields.reading()
                    .error(
                            "unknown-value",
                            node.start(),
                            fields.path("timezone"),
                            "'" + Reading.shown(zone) + "' is no time zone",
                            likely(zone));
        }
        return zone;
    }

    private static String likely(String zone) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone::equalsIgnoreCase)
                .findFirst()
                .map(known -> "did you mean '" + known + "'?")
                .orElse("use an IANA name, e.g. Europe/Berlin");
    }
}
