// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class QueryParameterTest {
    enum Choice {
        ONE,
        ANOTHER_ONE
    }

    @Test
    void whatIsAbsentHasItsDefault() {
        assertThat(QueryParameter.limit(null)).isEqualTo(Page.DEFAULT_LIMIT);
        assertThat(QueryParameter.number("n", null)).isNull();
        assertThat(QueryParameter.time("t", null)).isNull();
        assertThat(QueryParameter.oneOf("c", null, Choice.class)).isNull();
    }

    @Test
    void whatIsThereIsRead() {
        assertThat(QueryParameter.limit("7")).isEqualTo(7);
        assertThat(QueryParameter.number("n", "-7")).isEqualTo(-7);
        assertThat(QueryParameter.time("t", "2026-11-24T14:00:00+02:00"))
                .isEqualTo(OffsetDateTime.parse("2026-11-24T12:00:00Z"));
        assertThat(QueryParameter.oneOf("c", "another-one", Choice.class)).isEqualTo(Choice.ANOTHER_ONE);
    }

    @Test
    void whatIsWrongIsExplained() {
        assertThatThrownBy(() -> QueryParameter.limit("201"))
                .hasMessageContaining("limit is '201'; wanted is a number");
        assertThatThrownBy(() -> QueryParameter.limit("x")).hasMessageContaining("whole number");
        assertThatThrownBy(() -> QueryParameter.time("from", "yesterday")).hasMessageContaining("from is 'yesterday'");
        assertThatThrownBy(() -> QueryParameter.time("from", "+99999-01-01T00:00:00Z"))
                .hasMessageContaining("between the years");
        assertThatThrownBy(() -> QueryParameter.oneOf("c", "x".repeat(500), Choice.class))
                .hasMessageContaining("one of one, another-one")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
        assertThatThrownBy(() -> Cursor.at("a", "b").number(0)).hasMessageContaining("after");
        assertThatThrownBy(() -> Cursor.at("a", "b").uuid(0)).hasMessageContaining("after");
        assertThatThrownBy(() -> Cursor.at("a", "b").time(0)).hasMessageContaining("after");
    }
}
