// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedServersTest {
    private static final Duration IDLE = Duration.ofSeconds(1);

    @TempDir
    private Path checkout;

    @Test
    void oneCheckoutSharesAndAnotherHasItsOwn() {
        Path root = ProjectRoot.find();
        try (SharedServers ours = SharedServers.join(root, checkout, IDLE);
                SharedServers again = SharedServers.join(root, checkout, IDLE);
                SharedServers elsewhere = SharedServers.join(root)) {
            assertThat(again.address()).isEqualTo(ours.address());
            assertThat(elsewhere.address().pid()).isNotEqualTo(ours.address().pid());
            assertThat(elsewhere.address().kafkaPort())
                    .isNotEqualTo(ours.address().kafkaPort());

            ProcessHandle killed = ProcessHandle.of(ours.address().pid()).orElseThrow();
            killed.destroyForcibly();
            killed.onExit().join();
            try (SharedServers successor = SharedServers.join(root, checkout, IDLE)) {
                assertThat(successor.address().pid())
                        .isNotEqualTo(ours.address().pid());
                end(successor);
            }
        }
    }

    private static void end(SharedServers servers) {
        ProcessHandle process = ProcessHandle.of(servers.address().pid()).orElseThrow();
        process.destroy();
        process.onExit().join();
    }
}
