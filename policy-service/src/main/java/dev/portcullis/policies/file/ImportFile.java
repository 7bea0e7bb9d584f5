// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import static dev.portcullis.service.problem.ProblemException.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.contracts.Level;
import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.file.ImportResource.Imported;
import dev.portcullis.policies.file.ImportResource.NewImport;
import dev.portcullis.policies.file.ImportResource.Outcome;
import dev.portcullis.policies.file.PolicyFile.Part;
import dev.portcullis.policies.policy.Levels;
import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policies.policy.PolicyText.Remark;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.policies.proposal.Proposal;
import dev.portcullis.policies.proposal.ProposalKind;
import dev.portcullis.policies.proposal.Proposals;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings in a policy file: one proposal for each policy that is new or differs, so that each is approved on its own and
 * a broken one holds up no other. What the file lacks stays as it is.
 */
@ApplicationScoped
class ImportFile {
    private final Proposals proposals;
    private final PolicyFiles files;
    private final Levels levels;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final ObjectMapper json;
    private final Caller caller;
    private final Clock clock;

    ImportFile(
            Proposals proposals,
            PolicyFiles files,
            Levels levels,
            Idempotency idempotency,
            AuditTrail audit,
            ObjectMapper json,
            Caller caller,
            Clock clock) {
        this.proposals = proposals;
        this.files = files;
        this.levels = levels;
        this.idempotency = idempotency;
        this.audit = audit;
        this.json = json;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Refuses a level that is not there; asked before the transaction begins.
     *
     * @throws dev.portcullis.service.problem.ProblemException 404 or 403 where the caller may not propose there, 422
     *     where GitLab has no such group or project
     */
    void requireKnown(Level level) {
        caller.require(Role.POLICY_AUTHOR, level.text());
        levels.requireKnown(level);
    }

    /**
     * Brings a file in, all of it or, where the request fails, nothing.
     *
     * @throws dev.portcullis.service.problem.ProblemException 422 with line and column where it is no policy file
     */
    @Transactional
    Imported bring(NewImport request, @Nullable String key) {
        Level level = request.level();
        caller.require(Role.POLICY_AUTHOR, level.text());
        PolicyFile file = PolicyFile.read(request.yaml());
        if (!file.readable()) {
            throw invalid(file);
        }
        UUID id = Ids.timeOrdered();
        Optional<UUID> earlier = idempotency.claim(key, request, id);
        if (earlier.isPresent()) {
            return get(earlier.get());
        }
        List<Outcome> outcomes =
                file.parts().stream().map(part -> outcome(request, part)).toList();
        Imported imported = new Imported(id, level, caller.name(), clock.instant(), file.remarks(), outcomes);
        files.keep(level.text(), request.yaml(), null);
        store(imported);
        return imported;
    }

    /**
     * What came of an import.
     *
     * @throws dev.portcullis.service.problem.ProblemException 404 where there is none, or none for this caller
     */
    @Transactional
    Imported get(UUID id) {
        StoredImport stored = StoredImport.findById(id);
        if (stored == null) {
            throw Preconditions.notFound();
        }
        caller.requireVisible(stored.namespace);
        try {
            return json.readValue(stored.report, Imported.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report of import " + id + " cannot be read", e);
        }
    }

    private Outcome outcome(NewImport request, Part part) {
        PolicyText text = part.text();
        if (text == null) {
            return new Outcome(part.type(), part.name(), "invalid", null, part.remarks());
        }
        StoredPolicy known = StoredPolicy.<StoredPolicy>find(
                        "namespace = ?1 and type = ?2 and name = ?3 and state <> 'retired'",
                        request.level().text(),
                        part.type(),
                        text.name())
                .firstResult();
        if (known != null && known.sha256.equals(text.sha256())) {
            return new Outcome(part.type(), part.name(), "unchanged", null, part.remarks());
        }
        Proposal proposal = proposals.propose(
                new Proposals.Wanted(
                        known == null ? ProposalKind.NEW : ProposalKind.CHANGE,
                        known == null ? request.level() : null,
                        known == null ? null : known.id,
                        text.yaml(),
                        "Import: "
                                + text.name().substring(0, Math.min(text.name().length(), 180)),
                        request.reason()),
                null);
        return new Outcome(part.type(), part.name(), "proposed", proposal.id, part.remarks());
    }

    private void store(Imported imported) {
        StoredImport stored = new StoredImport();
        stored.id = imported.id();
        stored.namespace = imported.level().text();
        stored.createdByName = imported.createdBy();
        stored.createdAt = imported.createdAt();
        try {
            stored.report = json.writeValueAsString(imported);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report can be written as JSON", e);
        }
        stored.persist();
        audit.add(
                caller,
                new AuditTrail.Entry(
                        "policy-import.created",
                        stored.id.toString(),
                        stored.namespace,
                        null,
                        Map.of("policies", Integer.toString(imported.policies().size()))));
    }

    private static RuntimeException invalid(PolicyFile file) {
        Remark error =
                file.error().orElseGet(() -> new Remark("error", "empty", "the file holds no policy", null, 1, 1, ""));
        return problem(422, "Invalid policy file")
                .detail("Line " + error.line() + ", column " + error.column() + ": " + error.message() + ".")
                .with("line", error.line())
                .with("column", error.column())
                .with("problems", file.remarks())
                .build();
    }
}
