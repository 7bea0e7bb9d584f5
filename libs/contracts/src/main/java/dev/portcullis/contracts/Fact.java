// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

/** The data of an event: something that has happened. Within v1 fields are only added, and readers ignore others. */
public sealed interface Fact
        permits PipelineState,
                MergeRequestChanged,
                RepositoryPushed,
                PolicyChanged,
                ApprovalDecided,
                SecurityAlert,
                Suggestion,
                AuditEntry {}
