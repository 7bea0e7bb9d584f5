// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServersOptionsTest {
    @Test
    void argumentsReadBackAsTheSameOptions() {
        ServersOptions options = ServersOptions.in(Path.of("/data"))
                .startingFresh()
                .withPorts(9092, 5432)
                .running(true, false)
                .endingWhen(EndsWhen.STDIN_CLOSES, Duration.ofSeconds(7));

        assertThat(ServersOptions.parse(options.arguments())).isEqualTo(options);
    }

    @Test
    void aWrongCommandLineIsExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServersOptions.parse(List.of("--kafka-port", "9092")))
                .withMessageContaining("--data is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServersOptions.parse(List.of("--data", "/d", "--kafka-port", "many")))
                .withMessageContaining("--kafka-port many is no number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServersOptions.parse(List.of("--data", "/d", "--colour", "red")))
                .withMessageContaining("--colour is unknown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServersOptions.parse(List.of("--data", "/d", "--ends-when", "never")))
                .withMessageContaining("--ends-when never is unknown");
    }
}
