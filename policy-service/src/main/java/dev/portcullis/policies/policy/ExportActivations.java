// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.PolicyChanged;
import dev.portcullis.contracts.PolicyState;
import dev.portcullis.contracts.PolicyVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells again what came into force, for services that missed it; whoever may ask sees everything. */
@ApplicationScoped
class ExportActivations {
    private static final int AT_ONCE = 50;

    /** The activations after a revision, in order and with whole documents, some at a time. */
    @Transactional
    Collection<PolicyChanged> after(long since) {
        long last = since + AT_ONCE;
        Map<Long, PolicyChanged> activations = new TreeMap<>();
        List<StoredVersion> versions =
                StoredVersion.list("revision > ?1 and revision <= ?2 order by revision, key.policyId", since, last);
        versions.forEach(version -> add(activations, of(version)));
        List<StoredException> begun = StoredException.list("revision > ?1 and revision <= ?2", since, last);
        begun.forEach(exception -> add(activations, of(exception, exception.revision, exception.activeSince)));
        List<StoredException> revoked =
                StoredException.list("revokedRevision > ?1 and revokedRevision <= ?2", since, last);
        revoked.forEach(exception -> add(activations, of(exception, exception.revokedRevision, exception.closedAt)));
        return activations.values();
    }

    private static void add(Map<Long, PolicyChanged> activations, PolicyChanged change) {
        activations.merge(change.revision(), change, ExportActivations::together);
    }

    private static PolicyChanged together(PolicyChanged one, PolicyChanged other) {
        return new PolicyChanged(
                one.revision(),
                one.activatedAt(),
                one.level(),
                concat(one.policies(), other.policies()),
                concat(one.exceptions(), other.exceptions()));
    }

    private static <T> List<T> concat(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static PolicyChanged of(StoredVersion version) {
        StoredPolicy policy = StoredPolicy.findById(version.key.policyId());
        PolicyVersion exported = new PolicyVersion(
                version.key.policyId(),
                version.key.version(),
                policy.level(),
                policy.type,
                version.name,
                PolicyState.valueOf(version.state.toUpperCase(Locale.ROOT)),
                version.sha256,
                new String(version.yaml, StandardCharsets.UTF_8));
        return new PolicyChanged(version.revision, version.activatedAt, policy.level(), List.of(exported));
    }

    private static PolicyChanged of(StoredException exception, @Nullable Long at, @Nullable Instant activatedAt) {
        long revision = requireNonNull(at, "revision is null");
        return new PolicyChanged(
                revision,
                requireNonNull(activatedAt, "activatedAt is null"),
                exception.level(),
                List.of(),
                List.of(exception.asOf(revision)));
    }
}
