// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
    /** RFC 9562, section 6.6. */
    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    @Test
    void aNamedIdIsTheOneOfTheStandard() {
        // RFC 9562, appendix A.4.
        assertThat(Ids.named(DNS, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    @Test
    void aTimeOrderedIdBeginsWithItsTime() {
        // The time of RFC 9562, appendix A.6.
        UUID id = Ids.timeOrdered(Instant.parse("2022-02-22T19:22:22.000Z"));

        assertThat(id.toString()).startsWith("017f22e2-79b0-7");
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        Instant now = Instant.EPOCH;
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(Ids.timeOrdered(now));
        }
        assertThat(ids).hasSize(10_000);
    }
}
