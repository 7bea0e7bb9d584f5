// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordJsonTest {
    private static final RecordJson RECORDS = new RecordJson(Map.of(UUID.class, new RecordJson.Codec<UUID>() {
        @Override
        public Object write(UUID value) {
            return "id " + value;
        }

        @Override
        public UUID read(Object json) {
            return UUID.fromString(((String) json).substring(3));
        }
    }));

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(int side) implements Shape {}

    record Everything(
            boolean flag,
            int small,
            long large,
            double broken,
            @Nullable Integer boxed,
            @Nullable String text,
            @Nullable DayOfWeek day,
            @Nullable Instant at,
            @Nullable LocalTime time,
            @Nullable UUID id,
            List<Shape> shapes,
            Set<Long> numbers,
            Set<Shape> bag,
            Map<DayOfWeek, Circle> byDay,
            Map<String, Object> free,
            @Nullable List<String> optional) {}

    private static final Everything FULL = new Everything(
            true,
            1,
            2L,
            0.5,
            3,
            "text",
            DayOfWeek.MONDAY,
            Instant.parse("2026-11-24T12:00:00Z"),
            LocalTime.of(9, 30),
            new UUID(0, 1),
            List.of(new Square(2), new Circle(1.5)),
            Set.of(10L, 9L, 100L),
            Set.of(new Square(10), new Square(9), new Circle(1)),
            Map.of(DayOfWeek.FRIDAY, new Circle(1), DayOfWeek.MONDAY, new Circle(2)),
            Map.of("n", 7L, "t", "x"),
            List.of("a"));

    private static final String WRITTEN = """
            {"at":"2026-11-24T12:00:00Z",\
            "bag":[{"radius":1.0,"type":"Circle"},{"side":10,"type":"Square"},{"side":9,"type":"Square"}],\
            "boxed":3,"broken":0.5,"byDay":{"FRIDAY":{"radius":1.0,"type":"Circle"},"MONDAY":{"radius":2.0,"type":"Circle"}},\
            "day":"MONDAY","flag":true,"free":{"n":7,"t":"x"},"id":"id 00000000-0000-0000-0000-000000000001",\
            "large":2,"numbers":[9,10,100],"optional":["a"],\
            "shapes":[{"side":2,"type":"Square"},{"radius":1.5,"type":"Circle"}],"small":1,"text":"text","time":"09:30"}""";

    private static final Everything EMPTY = new Everything(
            false, 0, 0L, 0.0, null, null, null, null, null, null, List.of(), Set.of(), Set.of(), Map.of(), Map.of(),
            null);

    @Test
    void aRecordIsWrittenInOneFormAndReadBack() {
        assertThat(written(FULL)).isEqualTo(WRITTEN);
        assertThat(read(Everything.class, WRITTEN)).isEqualTo(FULL);
    }

    @Test
    void whatIsAbsentIsLeftOutAndWhatIsMissingIsEmpty() {
        assertThat(written(EMPTY))
                .isEqualTo("{\"bag\":[],\"broken\":0.0,\"byDay\":{},\"flag\":false,\"free\":{},"
                        + "\"large\":0,\"numbers\":[],\"shapes\":[],\"small\":0}");
        assertThat(read(Everything.class, "{}")).isEqualTo(EMPTY);
        assertThat(read(Everything.class, "{\"unheard_of\":1,\"numbers\":null,\"free\":null}"))
                .isEqualTo(EMPTY);
    }

    @Test
    void setsOfRecordsAndListsAloneAreWrittenToo() {
        assertThat(written(Set.of("b", "a"))).isEqualTo("[\"a\",\"b\"]");
        assertThat(written(List.of(DayOfWeek.SUNDAY, 1.5))).isEqualTo("[\"SUNDAY\",1.5]");
        assertThat(RECORDS.write(null)).isNull();
    }

    @Test
    void aRecordOfASealedInterfaceIsReadAsItsOwnTypeOrAsTheInterface() {
        assertThat(read(Shape.class, "{\"type\":\"Square\",\"side\":3}")).isEqualTo(new Square(3));
        assertThat(read(Square.class, "{\"side\":3}")).isEqualTo(new Square(3));
        assertThat(read(Circle.class, "{\"radius\":3}")).isEqualTo(new Circle(3));
    }

    @Test
    void aTypeWithoutAJsonFormIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RECORDS.write(Locale.ROOT))
                .withMessage("no JSON form of class java.util.Locale");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            null                       | the JSON is null
            []                         | Everything needs an object
            {"day":"Funday"}           | Funday is no DayOfWeek
            {"shapes":[{"type":"Oval"}]}   | Oval is no Shape
            {"shapes":[{}]}            | null is no Shape
            {"shapes":["x"]}           | Shape needs an object
            {"text":1}                 | String is no number
            {"at":"noon"}              | cannot be read as Everything: Text 'noon' could not be parsed at index 0
            {"time":"25:00"}           | cannot be read as Everything: Text '25:00' could not be parsed: Invalid value for HourOfDay (valid values 0 - 23): 25
            {"small":3000000000}       | cannot be read as Everything: integer overflow
            {"flag":"yes"}             | argument type mismatch
            """)
    void jsonThatDoesNotFitIsRefused(String json, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Everything.class, json))
                .withMessage(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"day":1}
            {"numbers":1}
            {"free":[]}
            {"shapes":[{"type":1}]}
            """)
    void jsonOfAnotherKindIsRefused(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(Everything.class, json))
                .withMessageStartingWith("cannot be read as Everything: ");
    }

    private static String written(Object value) {
        return new String(CanonicalJson.write(RECORDS.write(value)), StandardCharsets.UTF_8);
    }

    private static <T> T read(Class<T> type, String json) {
        return RECORDS.read(type, CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8)));
    }
}
