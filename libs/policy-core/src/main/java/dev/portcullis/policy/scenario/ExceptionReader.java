// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.PolicyException;
import dev.portcullis.policy.yaml.YamlNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an approved exception as policy-service exports it. */
final class ExceptionReader {
    private ExceptionReader() {}

    static @Nullable PolicyException read(Fields file, YamlNode node, String at) {
        Fields fields = file.object(node, at);
        if (fields == null) {
            return null;
        }
        String id = fields.text("id");
        String scope = fields.text("scope");
        fields.get("reason");
        Instant end = Times.instant(fields, "ends_at");
        fields.require("ends_at");
        PolicyException exception = new PolicyException(
                id == null ? at : id,
                fields.text("owner"),
                fields.text("policy"),
                scope == null ? "" : scope,
                fields.bool("whole", false),
                words(fields, "findings"),
                words(fields, "identifiers"),
                words(fields, "paths"),
                fields.list("scanners", (element, path) -> fields.reading().word(element, path, ScanType.class)),
                words(fields, "purls"),
                Times.instant(fields, "starts_at"),
                end == null ? Instant.MAX : end);
        fields.close();
        return exception;
    }

    private static List<String> words(Fields fields, String key) {
        return fields.list(key, fields.reading()::anyText);
    }
}
