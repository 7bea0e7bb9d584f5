// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class SnapshotJsonTest {
    private static final Scan SCAN = new Scan(
            ScanType.SAST,
            ScanStatus.SUCCESS,
            7,
            null,
            Findings.of(
                    RoaringBitmap.bitmapOf(3, 8),
                    List.of(
                            new FindingFacts(
                                    "u3", ScanType.SAST, Severity.LOW, null, List.of(), null, false, true, null, null),
                            new FindingFacts(
                                    "u8",
                                    ScanType.SAST,
                                    Severity.HIGH,
                                    "n",
                                    List.of("CVE-2026-1"),
                                    "a.py",
                                    true,
                                    false,
                                    true,
                                    0.5))));

    @Test
    void findingsAreTheirOrdinalsAndInTheSameOrderTheirFacts() {
        String json = """
                {"findings":{"facts":[\
                {"falsePositive":false,"fixAvailable":true,"identifiers":[],"scanner":"SAST","severity":"LOW","uuid":"u3"},\
                {"epss":0.5,"falsePositive":true,"fixAvailable":false,"identifiers":["CVE-2026-1"],"knownExploited":true,\
                "name":"n","path":"a.py","scanner":"SAST","severity":"HIGH","uuid":"u8"}],\
                "ordinals":[3,8]},"job":7,"status":"SUCCESS","type":"SAST"}""";
        assertThat(new String(CanonicalJson.write(SnapshotJson.RECORDS.write(SCAN)), StandardCharsets.UTF_8))
                .isEqualTo(json);
        assertThat(read(json)).isEqualTo(SCAN);
    }

    @Test
    void findingsWithoutOrdinalsOrFactsAreRefused() {
        for (String findings : List.of("[]", "{\"ordinals\":[]}", "{\"facts\":[]}", "{\"ordinals\":1,\"facts\":[]}")) {
            String json = "{\"findings\":" + findings + ",\"job\":7,\"status\":\"SUCCESS\",\"type\":\"SAST\"}";
            assertThatThrownBy(() -> read(json))
                    .as(findings)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("findings need ordinals and facts");
        }
    }

    private static Scan read(String json) {
        return SnapshotJson.RECORDS.read(Scan.class, CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8)));
    }
}
