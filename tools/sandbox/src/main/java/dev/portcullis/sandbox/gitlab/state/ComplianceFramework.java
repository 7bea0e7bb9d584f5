// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

/** A compliance framework of a top-level group (Premium). */
public record ComplianceFramework(long id, String name, String description, String color) {
    /** As GraphQL names it. */
    public String globalId() {
        return "gid://gitlab/ComplianceManagement::Framework/" + id;
    }
}
