// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.List;
import java.util.Set;

/** How a pipeline or a job stands, in GitLab's word. */
final class RunStatus {
    private static final List<String> WORDS = List.of(
            "success",
            "failed",
            "canceled",
            "skipped",
            "created",
            "waiting_for_resource",
            "waiting_for_callback",
            "preparing",
            "pending",
            "running",
            "canceling",
            "manual",
            "scheduled");
    private static final Set<String> COMPLETE = Set.of("success", "failed", "canceled", "skipped");

    private RunStatus() {}

    /** The word under {@code status}; absent, it is a success. */
    static String read(Fields fields) {
        YamlNode node = fields.get("status");
        String status = Values.text(fields, "status", "success");
        if (node != null && !WORDS.contains(status)) {
            fields.reading()
                    .error(
                            "unknown-value",
                            node.start(),
                            fields.path("status"),
                            "'" + Reading.shown(status) + "' is no status that GitLab knows",
                            Reading.meant(status, WORDS));
        }
        return status;
    }

    static boolean isComplete(String status) {
        return COMPLETE.contains(status);
    }
}
