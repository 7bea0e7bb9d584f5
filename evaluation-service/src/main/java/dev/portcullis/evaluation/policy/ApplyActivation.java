// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import dev.portcullis.contracts.ApprovedException;
import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.PolicyChanged;
import dev.portcullis.contracts.PolicyVersion;
import dev.portcullis.evaluation.mergerequest.MergeRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Takes over one activation, if it is the next one. */
@ApplicationScoped
class ApplyActivation {
    /** What became of an activation. */
    enum Applied {
        /** It is in force here now. */
        YES,
        /** It was in force here already. */
        BEFORE,
        /** An earlier one is missing, or a document: policy-service has to be asked. */
        GAP
    }

    private static final Logger LOG = Logger.getLogger(ApplyActivation.class);

    private final PolicyStore store;
    private final ExceptionStore exceptions;
    private final MergeRequests mergeRequests;

    ApplyActivation(PolicyStore store, ExceptionStore exceptions, MergeRequests mergeRequests) {
        this.store = store;
        this.exceptions = exceptions;
        this.mergeRequests = mergeRequests;
    }

    /** Applies {@code change} and marks the open merge requests that it concerns, in one transaction. */
    @Transactional
    Applied apply(PolicyChanged change) {
        long current = store.lockRevision();
        if (change.revision() <= current) {
            return Applied.BEFORE;
        }
        if (change.revision() > current + 1 || !isWhole(change)) {
            return Applied.GAP;
        }
        for (PolicyVersion version : change.policies()) {
            store.replace(version, document(version), change.revision(), change.activatedAt());
        }
        change.exceptions().forEach(exception -> exceptions.save(exception, change.revision()));
        store.setRevision(change.revision());
        concerned(change).forEach(mergeRequests::evaluateAllOf);
        LOG.infof(
                "policies of revision %d (%s) are in force",
                change.revision(), change.level().text());
        return Applied.YES;
    }

    private static boolean isWhole(PolicyChanged change) {
        return change.policies().stream().allMatch(version -> {
            String yaml = version.yaml();
            return yaml != null && sha256(yaml).equals(version.sha256());
        });
    }

    private static String document(PolicyVersion version) {
        String yaml = version.yaml();
        if (yaml == null) {
            throw new IllegalStateException("policy " + version.policyId() + " came without its document");
        }
        return yaml;
    }

    private static Set<String> concerned(PolicyChanged change) {
        return Stream.concat(
                        change.policies().stream().map(PolicyVersion::level).map(Level::text),
                        change.exceptions().stream().map(ApplyActivation::scope))
                .collect(Collectors.toSet());
    }

    private static String scope(ApprovedException exception) {
        return exception.scope().isEmpty()
                ? exception.level().text()
                : exception.level().instance() + "/" + exception.scope();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
