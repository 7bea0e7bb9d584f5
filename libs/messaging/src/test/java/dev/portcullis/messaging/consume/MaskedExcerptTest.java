// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MaskedExcerptTest {
    @Test
    void theStructureIsSeenAndTheContentIsNot() {
        assertThat(excerpt("{\"token\": \"glpat-Ab9_x\",\n\"id\":42}", 0))
                .isEqualTo("{\"aaaaa\": \"aaaaa.aa9.a\", \"aa\":99}");
        assertThat(excerpt("{\"näme\":\"日本\u0000\"}", 0)).isEqualTo("{\"aaaa\":\"aa \"}");
    }

    @Test
    void itShowsTheSurroundingsOfThePlaceOnly() {
        String body = "[" + "1".repeat(1_000) + "}" + "2".repeat(1_000) + "]";

        assertThat(excerpt(body, 1_001)).isEqualTo("9".repeat(60) + "}" + "9".repeat(59));
        assertThat(excerpt(body, 1_000_000)).hasSize(60).endsWith("9]");
        assertThat(excerpt(body, -1)).hasSize(60).startsWith("[9");
        assertThat(excerpt("", 7)).isEmpty();
    }

    private static String excerpt(String body, long offset) {
        return MaskedExcerpt.of(body.getBytes(StandardCharsets.UTF_8), offset);
    }
}
