// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert;

import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.contracts.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** A security alert to be changed where a test needs another. */
public record TestAlert(
        String name,
        String kind,
        Severity severity,
        ProjectRef project,
        String url,
        Instant occurredAt,
        Map<String, String> labels) {
    public static TestAlert named(String name) {
        return new TestAlert(
                name,
                "merged-while-blocked",
                Severity.HIGH,
                new ProjectRef("gitlab", 42, "acme/web"),
                "https://gitlab.example/acme/web/-/merge_requests/7",
                Instant.now().minusSeconds(60),
                Map.of("policy", "No new criticals"));
    }

    public TestAlert in(long projectId, String path) {
        return new TestAlert(name, kind, severity, new ProjectRef("gitlab", projectId, path), url, occurredAt, labels);
    }

    public TestAlert withoutProject(Map<String, String> otherLabels) {
        return new TestAlert(name, kind, severity, null, url, occurredAt, otherLabels);
    }

    public TestAlert of(String otherKind, Severity otherSeverity) {
        return new TestAlert(name, otherKind, otherSeverity, project, url, occurredAt, labels);
    }

    public TestAlert at(Instant time) {
        return new TestAlert(name, kind, severity, project, url, time, labels);
    }

    public TestAlert linking(String otherUrl) {
        return new TestAlert(name, kind, severity, project, otherUrl, occurredAt, labels);
    }

    public String fingerprint() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public SecurityAlert fact() {
        return new SecurityAlert(
                fingerprint(),
                kind,
                severity,
                name + " needs a look",
                "Check who changed the settings.",
                project,
                7L,
                url,
                occurredAt,
                labels);
    }

    /** Publishes it that many times, each time as an event of its own. */
    public void publish(int times) throws Exception {
        SecurityAlert[] facts = new SecurityAlert[times];
        Arrays.fill(facts, fact());
        Broker.publish(fingerprint(), facts);
    }
}
