// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("S3-2")
class CadenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 18 * * *",
                "0 13 * * 0",
                "0 0 1 * *",
                "59 23 31 12 7",
                "00 02 * * *",
                "  0  2\t*  * * ",
                "0 2 1,15 * *",
                "0 2 1-5,7-9/2 * *",
                "0 2 */2 * *",
                "0 2 * jan-mar *",
                "0 2 * * MON",
                "0 2 * * mon-fri",
                "0 2 * * sun,mon",
            })
    void aCronExpressionWithPlainMinuteAndHourRuns(String cadence) {
        assertThat(Cadence.problem(cadence)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``              | a cron expression has five fields
            0 2 * *         | a cron expression has five fields
            0 2 * * * *     | a cron expression has five fields
            @daily          | a cron expression has five fields
            */10 * * * *    | its minute has to be a plain number
            0,30 2 * * *    | its minute has to be a plain number
            000 2 * * *     | its minute has to be a plain number
            0 * * * *       | its hour has to be a plain number
            0 1-3 * * *     | its hour has to be a plain number
            60 2 * * *      | '60' is no minute
            0 24 * * *      | '24' is no hour
            0 2 0 * *       | '0' is no day of month
            0 2 32 * *      | '32' is no day of month
            0 2 5-1 * *     | '5-1' is no day of month
            0 2 */99 * *    | '*/99' is no day of month
            0 2 1, * *      | '1,' is no day of month
            0 2 L * *       | 'L' is no day of month
            0 2 mon * *     | 'mon' is no day of month
            0 2 * 13 *      | '13' is no month
            0 2 * sun *     | 'sun' is no month
            0 2 * * 8       | '8' is no day of week
            0 2 * * jan     | 'jan' is no day of week
            0 2 * * monday  | 'monday' is no day of week
            """)
    void anyOtherSaysWhichFieldIsWrong(String cadence, String problem) {
        assertThat(Cadence.problem(cadence)).contains(problem);
    }

    @Test
    void aFieldHasAtMostAHundredCharacters() {
        String field = "1,".repeat(49) + "11";
        assertThat(Cadence.problem("0 2 " + field + " * *")).isEmpty();
        assertThat(Cadence.problem("0 2 1," + field + " * *"))
                .contains("'" + "1,".repeat(30) + "…' is no day of month");
    }
}
