// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of events: the CloudEvents {@code type}, the topic it travels on, the class of its data and its schema. */
public enum EventType {
    PIPELINE_CREATED("pipeline-created", Topic.PIPELINE_FINISHED, PipelineState.class),
    PIPELINE_FINISHED("pipeline-finished", Topic.PIPELINE_FINISHED, PipelineState.class),
    MERGE_REQUEST("merge-request", Topic.MERGE_REQUEST, MergeRequestChanged.class),
    REPOSITORY_PUSHED("repository-pushed", Topic.REPOSITORY_PUSHED, RepositoryPushed.class),
    POLICY_CHANGED("policy-changed", Topic.POLICY_CHANGED, PolicyChanged.class),
    APPROVAL_REQUIRED("approval-required", Topic.APPROVAL_REQUIRED, ApprovalDecided.class),
    APPROVAL_SATISFIED("approval-satisfied", Topic.APPROVAL_REQUIRED, ApprovalDecided.class),
    APPROVAL_NOT_REQUIRED("approval-not-required", Topic.APPROVAL_REQUIRED, ApprovalDecided.class),
    APPROVAL_UNDETERMINED("approval-undetermined", Topic.APPROVAL_REQUIRED, ApprovalDecided.class),
    SECURITY_ALERT("security-alert", Topic.SECURITY_ALERT, SecurityAlert.class),
    SUGGESTION("suggestion", Topic.SUGGESTION, Suggestion.class),
    AUDIT("audit", Topic.AUDIT, AuditEntry.class);

    private final String fact;
    private final Topic topic;
    private final Class<? extends Fact> dataClass;

    EventType(String fact, Topic topic, Class<? extends Fact> dataClass) {
        this.fact = fact;
        this.topic = topic;
        this.dataClass = dataClass;
    }

    /** The CloudEvents {@code type} attribute, {@code dev.portcullis.<fact>.v1}. */
    public String type() {
        return "dev.portcullis." + fact + ".v1";
    }

    /** The topic that events of this type are published on. */
    public Topic topic() {
        return topic;
    }

    /** The record that the JSON body reads into. */
    public Class<? extends Fact> dataClass() {
        return dataClass;
    }

    /** The class path resource with the JSON Schema (2020-12) of the body. */
    public String schemaResource() {
        return "/schemas/" + schemaName() + ".v1.schema.json";
    }

    /** The CloudEvents {@code dataschema} attribute, equal to the schema's {@code $id}. */
    public String dataSchema() {
        return "https://portcullis.dev/schemas/" + schemaName() + ".v1.schema.json";
    }

    /** The event type with that CloudEvents {@code type}, or empty where this version does not know it. */
    public static Optional<EventType> ofType(String type) {
        requireNonNull(type, "type is null");
        return Arrays.stream(values())
                .filter(eventType -> eventType.type().equals(type))
                .findFirst();
    }

    private String schemaName() {
        return switch (this) {
            case PIPELINE_CREATED, PIPELINE_FINISHED -> "pipeline";
            case MERGE_REQUEST -> "merge-request";
            case REPOSITORY_PUSHED -> "repository-pushed";
            case POLICY_CHANGED -> "policy-changed";
            case APPROVAL_REQUIRED, APPROVAL_SATISFIED, APPROVAL_NOT_REQUIRED, APPROVAL_UNDETERMINED -> "approval";
            case SECURITY_ALERT -> "security-alert";
            case SUGGESTION -> "suggestion";
            case AUDIT -> "audit";
        };
    }
}
