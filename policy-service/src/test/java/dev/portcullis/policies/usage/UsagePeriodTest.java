// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class UsagePeriodTest {
    @Test
    void aDayBelongsToAWeekAndAMonth() {
        assertThat(UsagePeriod.of(LocalDate.parse("2026-11-24")))
                .containsExactly(
                        new UsagePeriod(
                                "2026-W48", "week", LocalDate.parse("2026-11-23"), LocalDate.parse("2026-11-30")),
                        new UsagePeriod(
                                "2026-11", "month", LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-01")));
    }

    @Test
    void aWeekBelongsToTheYearOfItsThursday() {
        assertThat(UsagePeriod.of(LocalDate.parse("2027-01-03")).getFirst().name())
                .isEqualTo("2026-W53");
        assertThat(UsagePeriod.of(LocalDate.parse("2024-12-30")).getFirst().name())
                .isEqualTo("2025-W01");
    }
}
