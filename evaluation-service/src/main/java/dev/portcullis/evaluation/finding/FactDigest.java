// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.report.ReportedFinding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over the facts of a finding that are kept, so that equal facts are stored once. */
final class FactDigest {
    private final MessageDigest digest;

    private FactDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    static byte[] of(ReportedFinding finding) {
        FactDigest facts = new FactDigest();
        facts.add(finding.severity().word());
        facts.add(finding.scanner().id());
        facts.add(finding.name());
        facts.add(String.valueOf(finding.labels().size()));
        finding.labels().forEach(facts::add);
        facts.add(finding.place() == null ? "" : finding.place());
        facts.add(String.valueOf(finding.line()));
        facts.add(String.valueOf(finding.falsePositive()));
        facts.add(String.valueOf(finding.fixAvailable()));
        return facts.digest.digest();
    }

    /** Adds a length too, so that no two lists of texts run together. */
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }
}
