// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.access;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.Actor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who makes the request, and what they may do; read from the verified Portcullis JWT. */
@RequestScoped
public class Caller {
    private static final String SERVICE_PREFIX = "service:";

    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    /** The person's id, or {@code service:<name>}; empty text where nobody is signed in. */
    public String id() {
        return Optional.ofNullable(token.getSubject()).orElse("");
    }

    /** How people know the caller. */
    public String name() {
        return Optional.ofNullable(token.<String>getClaim("upn")).orElse(id());
    }

    /** Whether a person is calling, rather than a service. */
    public boolean isPerson() {
        return "person".equals(token.<String>getClaim("kind"));
    }

    /** The caller as events name them. */
    public Actor actor() {
        return isPerson()
                ? new Actor(Actor.Kind.PERSON, id(), name())
                : new Actor(Actor.Kind.SERVICE, id().replace(SERVICE_PREFIX, ""), name());
    }

    /** The caller's grants. */
    public List<Grant> grants() {
        return objects("grants").stream()
                .map(grant -> new Grant(grant.getString("role"), grant.getString("namespace")))
                .toList();
    }

    /** The GitLab users that are the caller; empty for services and unlinked people. */
    public List<GitLabIdentity> gitLabIdentities() {
        return objects("gitlab").stream()
                .map(link -> new GitLabIdentity(
                        link.getString("instance"),
                        link.getJsonNumber("userId").longValue(),
                        link.getString("username")))
                .toList();
    }

    /** Whether the caller holds {@code role} on {@code namespace}. */
    public boolean may(String role, String namespace) {
        return grants().stream().anyMatch(grant -> grant.gives(role, namespace));
    }

    /** The namespaces on which, with everything below them, the caller holds {@code role}. */
    public NamespaceFilter namespaces(String role) {
        return new NamespaceFilter(grants().stream()
                .filter(grant -> grant.gives(role, grant.namespace()))
                .map(Grant::namespace)
                .toList());
    }

    /**
     * Refuses a write: 403 where the caller can at least see {@code namespace}, 404 where its existence is none of
     * their business.
     */
    public void require(String role, String namespace) {
        if (may(role, namespace)) {
            return;
        }
        requireVisible(namespace);
        throw problem(403, "Not allowed")
                .detail("This needs the role " + role + " on " + display(namespace) + ". Ask an administrator for it.")
                .build();
    }

    /** Refuses a read outside the caller's namespaces with 404, so that names do not leak. */
    public void requireVisible(String namespace) {
        if (!may(Role.VIEWER, namespace)) {
            throw problem(404, "Not found")
                    .detail("There is nothing here, or you may not see it.")
                    .build();
        }
    }

    private static String display(String namespace) {
        return namespace.isEmpty() ? "all of Portcullis" : namespace;
    }

    private List<JsonObject> objects(String claim) {
        Object value = token.getClaim(claim);
        if (!(value instanceof Collection<?> items)) {
            return List.of();
        }
        return items.stream().map(JsonObject.class::cast).toList();
    }
}
