// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.grant;

import dev.portcullis.policies.person.SignInIdentity;
import dev.portcullis.service.access.Grant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** What people may do. */
@ApplicationScoped
public class Grants {
    /**
     * The grants of a person: those to one of their GitLab users, and those to a group that such a user is a direct
     * member of.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Grant> of(List<SignInIdentity> identities) {
        List<AccessGrant> found = new ArrayList<>();
        for (SignInIdentity identity : identities) {
            if (identity.instance != null && identity.userId != null) {
                found.addAll(toUser(identity.instance, identity.userId, identity.username));
                found.addAll(toGroups(identity.instance, identity.groups));
            }
        }
        return found.stream()
                .map(grant -> new Grant(grant.terms.role(), grant.terms.namespace()))
                .distinct()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    private static List<AccessGrant> toUser(String instance, long userId, String username) {
        List<AccessGrant> grants = AccessGrant.list(
                "terms.subjectKind = 'user' and terms.instance = ?1 and revokedAt is null"
                        + " and (userId = ?2 or (userId is null and terms.subjectName = ?3))",
                instance,
                userId,
                username);
        grants.forEach(grant -> grant.userId = userId);
        return grants;
    }

    private static List<AccessGrant> toGroups(String instance, List<String> groups) {
        return groups.isEmpty()
                ? List.of()
                : AccessGrant.list(
                        "terms.subjectKind = 'group' and terms.instance = ?1 and terms.subjectName in ?2"
                                + " and revokedAt is null",
                        instance,
                        groups);
    }
}
