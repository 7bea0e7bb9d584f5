// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.access;

/**
 * The roles that a grant can give, as {@code @RolesAllowed} takes them (design, section 7). Every role implies reading
 * within its namespace subtree; no other role implies another, so that an administrator is not an approver by accident.
 */
public final class Role {
    /** Reads. */
    public static final String VIEWER = "viewer";
    /** Proposes policies. */
    public static final String POLICY_AUTHOR = "policy-author";
    /** Approves what others proposed. */
    public static final String POLICY_APPROVER = "policy-approver";
    /** Triages alerts. */
    public static final String ALERT_RESPONDER = "alert-responder";
    /** Reads the audit log. */
    public static final String AUDITOR = "auditor";
    /** Manages grants, instances and dead letters. */
    public static final String ADMIN = "admin";
    /** Another Portcullis service; never granted to a person. */
    public static final String SERVICE = "service";

    private Role() {}
}
