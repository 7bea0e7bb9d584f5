// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.topic;

import java.util.Optional;

public final class TopicNamesFixture {
    private TopicNamesFixture() {}

    public static TopicNames prefixed(String prefix) {
        return new TopicNames(Optional.of(prefix));
    }
}
