// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.grant;

import static dev.portcullis.service.problem.ProblemException.problem;
import static java.util.Objects.requireNonNull;

import dev.portcullis.service.access.Role;
import dev.portcullis.service.problem.ProblemException;
import jakarta.persistence.Embeddable;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a grant says.
 *
 * @param subjectKind {@code user} or {@code group}
 * @param instance the GitLab instance that knows the subject
 * @param subjectName the username, or the group's full path
 * @param role one of {@link Role}, but not {@code service}
 * @param namespace where, with everything below; empty for all of Portcullis
 */
@Embeddable
public record Terms(String subjectKind, String instance, String subjectName, String role, String namespace) {
    private static final Pattern SUBJECT =
            Pattern.compile("(user|group):([a-z0-9][a-z0-9-]{0,62})/([\\w.-]+(?:/[\\w.-]+)*)");
    private static final Pattern NAMESPACE = Pattern.compile("|[a-z0-9][a-z0-9-]{0,62}(/[\\w.-]+)*");
    private static final int LONGEST = 1_000;
    private static final Set<String> ROLES = Set.of(
            Role.VIEWER, Role.POLICY_AUTHOR, Role.POLICY_APPROVER, Role.ALERT_RESPONDER, Role.AUDITOR, Role.ADMIN);

    public Terms {
        requireNonNull(subjectKind, "subjectKind is null");
        requireNonNull(instance, "instance is null");
        requireNonNull(subjectName, "subjectName is null");
        requireNonNull(role, "role is null");
        requireNonNull(namespace, "namespace is null");
    }

    /**
     * Reads terms as people write them.
     *
     * @param subject {@code user:<instance>/<username>} or {@code group:<instance>/<full path>}
     * @throws ProblemException 400 where one of them cannot be meant
     */
    public static Terms parse(String subject, String role, String namespace) {
        Matcher parts = SUBJECT.matcher(subject);
        if (subject.length() > LONGEST || !parts.matches()) {
            throw invalid("The subject has to be user:<instance>/<username> or group:<instance>/<full path>.");
        }
        if (parts.group(1).equals("user") && parts.group(3).contains("/")) {
            throw invalid("A username holds no slash; for a group write group:" + parts.group(2) + "/…");
        }
        if (!ROLES.contains(role)) {
            throw invalid("There is no role '" + role + "'. Roles are "
                    + String.join(", ", ROLES.stream().sorted().toList()) + ".");
        }
        if (namespace.length() > LONGEST || !NAMESPACE.matcher(namespace).matches()) {
            throw invalid("The namespace has to be <instance>[/<full path>], or empty for all of Portcullis.");
        }
        return new Terms(parts.group(1), parts.group(2), parts.group(3), role, namespace);
    }

    /** The subject as {@link #parse} reads it. */
    public String subject() {
        return subjectKind + ":" + instance + "/" + subjectName;
    }

    private static ProblemException invalid(String detail) {
        return problem(400, "Invalid grant").detail(detail).build();
    }
}
