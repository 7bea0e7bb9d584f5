// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The Kafka topics, as code: services create and check them at start-up and the Helm chart renders the same list.
 *
 * <p>Every topic is plain (no compaction, no transactions). Order holds per key only, and correctness never rests on
 * it.
 */
public enum Topic {
    /** Facts about pipelines: created and finished. Key: {@link ProjectRef#key()}. */
    PIPELINE_FINISHED("portcullis.pipeline-finished.v1", 6, Duration.ofDays(7)),
    /** Facts about merge requests. Key: {@link ProjectRef#key()}. */
    MERGE_REQUEST("portcullis.merge-request.v1", 6, Duration.ofDays(7)),
    /** Pushes to default branches. Key: {@link ProjectRef#key()}. */
    REPOSITORY_PUSHED("portcullis.repository-pushed.v1", 3, Duration.ofDays(7)),
    /** Whole activations of policies with a gapless revision; one partition, so that revisions arrive in order. */
    POLICY_CHANGED("portcullis.policy-changed.v1", 1, Duration.ofDays(30)),
    /** What a merge request needs now. Key: {@link ProjectRef#key()}. */
    APPROVAL_REQUIRED("portcullis.approval-required.v1", 6, Duration.ofDays(7)),
    /** What a person should look at. Key: the alert's fingerprint. */
    SECURITY_ALERT("portcullis.security-alert.v1", 3, Duration.ofDays(7)),
    /** Policies that the system proposes to people. Key: {@link Level#text()}. */
    SUGGESTION("portcullis.suggestion.v1", 1, Duration.ofDays(7)),
    /** What happened, for the audit log; one partition per log gives it a total order. */
    AUDIT("portcullis.audit.v1", 1, Duration.ofDays(30));

    private final String topicName;
    private final int partitions;
    private final Duration retention;

    Topic(String topicName, int partitions, Duration retention) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.retention = retention;
    }

    /** The name on the broker, without the deployment's prefix. */
    public String topicName() {
        return topicName;
    }

    /** How many partitions the topic is created with. */
    public int partitions() {
        return partitions;
    }

    /** How long the broker keeps a record; event ids are remembered longer than the longest of these. */
    public Duration retention() {
        return retention;
    }

    /** The topic of that name (without prefix), or empty where there is none. */
    public static Optional<Topic> named(String name) {
        requireNonNull(name, "name is null");
        return Arrays.stream(values())
                .filter(topic -> topic.topicName.equals(name))
                .findFirst();
    }
}
