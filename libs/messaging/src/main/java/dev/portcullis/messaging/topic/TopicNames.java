// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.topic;

import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The topics' names on this deployment's broker. {@code portcullis.topics.prefix} (default: nothing) stands before
 * each of them, so that several deployments can share a broker.
 */
@ApplicationScoped
public class TopicNames {
    private final String prefix;

    TopicNames(@ConfigProperty(name = "portcullis.topics.prefix") Optional<String> prefix) {
        this.prefix = prefix.orElse("");
    }

    /** The full name of {@code topic}. */
    public String of(Topic topic) {
        return prefix + requireNonNull(topic, "topic is null").topicName();
    }
}
