// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.RepositoryPushed;
import dev.portcullis.messaging.Events;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final String BODY =
            "{\"project\":{\"instance\":\"main\",\"projectId\":42,\"path\":\"group/project\"},"
                    + "\"branch\":\"main\",\"before\":\"0\",\"after\":\"a\",\"actorId\":7}";

    private final Event<RepositoryPushed> event = Events.pushed("main");
    private final EncodedEvent encoded = EncodedEvent.of(event);

    @Test
    void whatWasWrittenReadsBackTheSame() throws UnreadableEventException {
        assertThat(EventReader.read(message(encoded.headers(), encoded.body()))).isEqualTo(event);
    }

    @Test
    void optionalAttributesMayBeMissingAndUnknownOnesAreIgnored() throws UnreadableEventException {
        Map<String, String> headers = new HashMap<>(encoded.headers());
        headers.remove("ce_causationid");
        headers.remove("ce_traceparent");
        headers.remove("ce_dataschema");
        headers.put("ce_addedlater", "anything");

        Event<?> read = EventReader.read(message(headers, encoded.body()));

        assertThat(read.causationId()).isNull();
        assertThat(read.traceparent()).isNull();
        assertThat(read.data()).isEqualTo(event.data());
    }

    @ParameterizedTest
    @CsvSource({
        "ce_specversion, 2.0, header ce_specversion is not 1.0",
        "ce_specversion, '', header ce_specversion is missing",
        "ce_id, nobody, header ce_id is no UUID",
        "ce_id, '', header ce_id is missing",
        "ce_type, dev.portcullis.unheard-of.v1, header ce_type names no type that is known here",
        "ce_type, '', header ce_type is missing",
        "ce_time, yesterday, header ce_time is no RFC 3339 time",
        "ce_source, '', header ce_source is missing",
        "ce_subject, '', header ce_subject is missing",
        "ce_correlationid, '', header ce_correlationid is missing"
    })
    void aHeaderThatIsWrongIsNamed(String name, String value, String message) {
        Map<String, String> headers = new HashMap<>(encoded.headers());
        headers.put(name, value);

        assertThat(failure(message(headers, encoded.body()))).hasMessage(message);
    }

    @Test
    void aBodyThatEndsEarlyIsNamedWithItsPlace() {
        UnreadableEventException failure = failure(body(BODY.substring(0, 50)));

        assertThat(failure).hasMessageStartingWith("malformed JSON");
        assertThat(failure.position()).get().satisfies(position -> {
            assertThat(position.line()).isEqualTo(1);
            assertThat(position.column()).isEqualTo(51);
        });
    }

    @Test
    void aMissingFieldAndAWrongTypeAreNamedWithTheirPath() {
        assertThat(failure(body(BODY.replace("\"branch\":\"main\",", "")))).hasMessageContaining("branch is null");
        assertThat(failure(body(BODY.replace("42", "\"forty-two\""))))
                .hasMessage("a value of the wrong type at .project.projectId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "42",
                "\"text\"",
                "{}",
                "{\"project\":",
                "hunter2",
                "{\"branch\":\"hunter2\"",
                "{\"a\":hunter2}"
            })
    void noErrorQuotesTheContent(String body) {
        assertThat(failure(body(body)).getMessage()).doesNotContain("hunter2");
    }

    @Test
    void aBodyThatIsTooLargeIsNotParsed() {
        assertThat(failure(message(encoded.headers(), new byte[Event.MAX_BYTES + 1])))
                .hasMessage("the body has 262145 bytes, more than the 262144 that may travel");
    }

    @Test
    void anyBytesEndInAnEventOrInAnExplanation() {
        Random random = new Random(4);
        byte[] original = BODY.getBytes(StandardCharsets.UTF_8);
        int unreadable = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = original.clone();
            for (int j = 0; j <= random.nextInt(4); j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(EventReader.read(message(encoded.headers(), damaged)))
                        .isNotNull();
            } catch (UnreadableEventException e) {
                unreadable++;
            }
        }
        assertThat(unreadable).isPositive();
    }

    private ConsumerRecord<String, byte[]> body(String body) {
        return message(encoded.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static UnreadableEventException failure(ConsumerRecord<String, byte[]> message) {
        return catchThrowableOfType(UnreadableEventException.class, () -> EventReader.read(message));
    }

    private static ConsumerRecord<String, byte[]> message(Map<String, String> headers, byte[] body) {
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>("topic", 0, 0, "key", body);
        headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }
}
