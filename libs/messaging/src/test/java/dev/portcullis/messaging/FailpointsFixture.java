// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

public final class FailpointsFixture {
    private FailpointsFixture() {}

    public static Failpoints none() {
        return new Failpoints(Optional.empty(), Optional.empty());
    }

    public static Failpoints armed(Path marks, String... points) {
        return new Failpoints(Optional.of(List.of(points)), Optional.of(marks));
    }
}
