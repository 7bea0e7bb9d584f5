// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.access;

import static java.util.Objects.requireNonNull;

/**
 * A role on a namespace and everything below it.
 *
 * @param role one of {@link Role}
 * @param namespace {@code <instance>[/<full path>]}; empty for all of Portcullis
 */
public record Grant(String role, String namespace) {
    public Grant {
        requireNonNull(role, "role is null");
        requireNonNull(namespace, "namespace is null");
    }

    /** Whether this grant gives {@code wanted} on {@code target}; any role gives {@link Role#VIEWER}. */
    public boolean gives(String wanted, String target) {
        return (role.equals(wanted) || wanted.equals(Role.VIEWER)) && covers(target);
    }

    private boolean covers(String target) {
        return namespace.isEmpty() || target.equals(namespace) || target.startsWith(namespace + "/");
    }
}
