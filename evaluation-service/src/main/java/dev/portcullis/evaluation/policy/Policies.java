// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.contracts.Severity;
import dev.portcullis.evaluation.announcement.Announcements;
import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.policy.CompilePolicies.Broken;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.snapshot.PolicyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The policies in force, compiled once for each revision. */
@ApplicationScoped
public class Policies {
    private static final Logger LOG = Logger.getLogger(Policies.class);

    private final PolicyStore store;
    private final ExceptionStore exceptions;
    private final Database database;
    private final Announcements announcements;
    private final Map<String, PoliciesInForce> compiled = new ConcurrentHashMap<>();

    Policies(PolicyStore store, ExceptionStore exceptions, Database database, Announcements announcements) {
        this.store = store;
        this.exceptions = exceptions;
        this.database = database;
        this.announcements = announcements;
    }

    /** The policies of an instance, of its groups and of its projects, as they are now. */
    public PoliciesInForce of(String instance) {
        long revision = store.revision();
        PoliciesInForce known = compiled.get(instance);
        if (known != null && known.revision() == revision) {
            return known;
        }
        PoliciesInForce current = database.inTransaction(() -> compile(instance));
        compiled.put(instance, current);
        return current;
    }

    /** The policies of an instance, of its groups and of its projects, as they were at a revision. */
    public PolicySet at(String instance, long revision) {
        return CompilePolicies.compile(store.inForceAt(instance, revision), store::earlier)
                .set();
    }

    /**
     * The revision in force, which does not move until the caller's transaction ends: a decision commits only if it was
     * made with these policies.
     */
    public long holdRevision() {
        return store.holdRevision();
    }

    private PoliciesInForce compile(String instance) {
        long revision = store.holdRevision();
        CompilePolicies result = CompilePolicies.compile(store.inForce(instance), store::earlier);
        result.broken().forEach(this::alert);
        List<PolicyException> excepted = CompileExceptions.compile(exceptions.inForce(instance, Instant.now()));
        return new PoliciesInForce(revision, result.set(), excepted);
    }

    private void alert(Broken broken) {
        StoredPolicy policy = broken.policy();
        StoredPolicy instead = broken.instead();
        LOG.errorf(
                "policy '%s' of %s cannot be read: %s",
                policy.name(), policy.level().text(), broken.problem());
        String fingerprint = Announcements.fingerprint("policy-unreadable", policy.policyId(), policy.version());
        announcements.alert(
                new SecurityAlert(
                        fingerprint,
                        "policy-unreadable",
                        Severity.HIGH,
                        "Policy '" + policy.name() + "' is in force but cannot be read",
                        "Version " + policy.version() + " of the policy at "
                                + policy.level().text()
                                + " does not take effect: " + broken.problem()
                                + (instead == null
                                        ? " There is no earlier version that could stand in."
                                        : " Version " + instead.version() + " stays in force.")
                                + " The other policies are not concerned. Propose a repaired version.",
                        null,
                        null,
                        null,
                        Instant.now(),
                        Map.of(
                                "policy", policy.name(),
                                "level", policy.level().text(),
                                "namespace", policy.level().text())),
                fingerprint);
    }
}
