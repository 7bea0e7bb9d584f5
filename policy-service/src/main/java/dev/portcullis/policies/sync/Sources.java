// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.Level;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.Project;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.file.PolicyFiles;
import dev.portcullis.policies.gitlab.GitLabInstances;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.policy.Levels;
import dev.portcullis.policies.proposal.SyncedProposals;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Links levels to the GitLab projects that hold their policy files. Who links decides who may bring policies, so a link
 * takes two people; to end one takes one, since all policies stay in force.
 */
@ApplicationScoped
class Sources {
    private final SourceStore store;
    private final GitLabInstances instances;
    private final Levels levels;
    private final People people;
    private final SyncedProposals proposals;
    private final PolicyFiles files;
    private final Idempotency idempotency;
    private final AuditTrail audit;
    private final Work work;
    private final Caller caller;
    private final Clock clock;

    Sources(
            SourceStore store,
            GitLabInstances instances,
            Levels levels,
            People people,
            SyncedProposals proposals,
            PolicyFiles files,
            Idempotency idempotency,
            AuditTrail audit,
            Work work,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.instances = instances;
        this.levels = levels;
        this.people = people;
        this.proposals = proposals;
        this.files = files;
        this.idempotency = idempotency;
        this.audit = audit;
        this.work = work;
        this.caller = caller;
        this.clock = clock;
    }

    /** A link that somebody wants; {@code project} is the full path of a project of the level's instance. */
    record Wanted(Level level, String project, String reason) {}

    /**
     * The project that somebody wants to link; asked for before the transaction begins.
     *
     * @throws ProblemException 422 where there is no such project, or none that the caller may see here
     */
    Project project(Wanted wanted) {
        requireDecider(wanted.level().text());
        levels.requireKnown(wanted.level());
        String instance = wanted.level().instance();
        GitLabClient client = instances
                .client(instance)
                .orElseThrow(() -> problem(422, "Unknown instance")
                        .detail("Portcullis has no access to the GitLab instance '" + instance + "'. Set"
                                + " portcullis.gitlab.instances." + instance + ".url and token.")
                        .build());
        Optional<Project> project;
        try {
            project = client.projects().find(wanted.project());
        } catch (GitLabException e) {
            throw problem(503, "GitLab does not answer")
                    .detail(String.valueOf(e.getMessage()))
                    .build();
        }
        // Through a link the file's content shows here, so nobody links what they could not see.
        return project.filter(found -> caller.may(Role.VIEWER, instance + "/" + found.pathWithNamespace()))
                .orElseThrow(() -> problem(422, "Unknown project")
                        .detail("There is no project '" + wanted.project() + "' on '" + instance + "' that both"
                                + " Portcullis' user and you may see. Give its full path.")
                        .build());
    }

    /**
     * Proposes a link.
     *
     * @throws ProblemException 409 where the level has one already, or one is proposed
     */
    @Transactional
    PolicySource propose(Wanted wanted, Project project, @Nullable String key) {
        UUID person = people.requirePerson(caller);
        Level level = wanted.level();
        UUID id = Ids.timeOrdered();
        Optional<UUID> earlier = idempotency.claim(key, wanted, id);
        if (earlier.isPresent()) {
            return store.get(earlier.get());
        }
        if (PolicySource.count("namespace = ?1 and state in ('proposed', 'linked')", level.text()) > 0) {
            throw problem(409, "Linked already")
                    .detail("The policies of " + level.text() + " come from a project already, or are about to. A level"
                            + " has one; unlink that first.")
                    .build();
        }
        PolicySource source = new PolicySource();
        source.id = id;
        source.levelKind = Levels.word(level.kind());
        source.instance = level.instance();
        source.path = level.path();
        source.namespace = level.text();
        source.projectId = project.id();
        source.projectPath = project.pathWithNamespace();
        source.state = PolicySource.PROPOSED;
        source.etag = 1;
        source.reason = wanted.reason();
        source.proposedBy = person;
        source.proposedByName = caller.name();
        source.proposedAt = clock.instant();
        source.persist();
        record(source, "policy-source.proposed", wanted.reason());
        return source;
    }

    /**
     * Approves a link; its policies are read at once.
     *
     * @throws ProblemException 403 where the caller proposed it, is a bot or is linked to no GitLab user
     */
    @Transactional
    PolicySource approve(UUID id, @Nullable String ifMatch) {
        PolicySource source = proposed(id, ifMatch);
        UUID person = people.requireLinkedHuman(caller);
        if (people.sameHuman(person).contains(source.proposedBy)) {
            throw refused("You proposed this link, so somebody else has to approve it.");
        }
        if (!caller.may(Role.VIEWER, source.instance + "/" + source.projectPath)) {
            throw refused("You may not see " + source.projectPath + " here, so somebody who may has to approve it.");
        }
        decide(source, PolicySource.LINKED);
        record(source, "policy-source.linked", null);
        work.markDirty(SyncSource.KIND, id.toString());
        return source;
    }

    /** Refuses a link, or takes one's own proposal of it back. */
    @Transactional
    PolicySource reject(UUID id, String reason, @Nullable String ifMatch) {
        PolicySource source = proposed(id, ifMatch);
        people.requirePerson(caller);
        decide(source, PolicySource.REJECTED);
        record(source, "policy-source.rejected", reason);
        return source;
    }

    /** Ends a link. Its policies stay in force; what it has proposed and nobody has approved is withdrawn. */
    @Transactional
    PolicySource unlink(UUID id, String reason, @Nullable String ifMatch) {
        PolicySource source = store.lock(id);
        requireDecider(source.namespace);
        Preconditions.requireMatch(ifMatch, source.etag);
        people.requirePerson(caller);
        requireState(source, PolicySource.LINKED);
        source.state = PolicySource.UNLINKED;
        source.endedByName = caller.name();
        source.endedAt = clock.instant();
        source.endedReason = reason;
        source.etag++;
        List<SourceEntry> entries = store.entries(id);
        entries.stream()
                .filter(entry -> entry.proposalId != null)
                .forEach(entry -> proposals.withdraw(entry.proposalId, "The project was unlinked: " + reason));
        files.release(id);
        record(source, "policy-source.unlinked", reason);
        return source;
    }

    /** Has the file read now. */
    @Transactional
    PolicySource synchronise(UUID id) {
        PolicySource source = store.get(id);
        if (!caller.may(Role.POLICY_AUTHOR, source.namespace)) {
            requireDecider(source.namespace);
        }
        requireState(source, PolicySource.LINKED);
        work.markDirty(SyncSource.KIND, id.toString());
        return source;
    }

    private PolicySource proposed(UUID id, @Nullable String ifMatch) {
        PolicySource source = store.lock(id);
        requireDecider(source.namespace);
        Preconditions.requireMatch(ifMatch, source.etag);
        requireState(source, PolicySource.PROPOSED);
        return source;
    }

    private void decide(PolicySource source, String state) {
        source.state = state;
        source.decidedByName = caller.name();
        source.decidedAt = clock.instant();
        source.etag++;
    }

    /** Those who approve policies of the level, and its administrators. */
    private void requireDecider(String namespace) {
        if (!caller.may(Role.ADMIN, namespace)) {
            caller.require(Role.POLICY_APPROVER, namespace);
        }
    }

    private static void requireState(PolicySource source, String wanted) {
        if (!source.state.equals(wanted)) {
            throw problem(409, "Not possible now")
                    .detail("The link is " + source.state + ", not " + wanted + ".")
                    .build();
        }
    }

    private void record(PolicySource source, String action, @Nullable String reason) {
        audit.add(
                caller,
                new AuditTrail.Entry(
                        action,
                        source.id.toString(),
                        source.namespace,
                        reason,
                        Map.of(
                                "project", source.projectPath,
                                "projectId", Long.toString(source.projectId),
                                "proposedBy", source.proposedByName)));
    }

    private static ProblemException refused(String detail) {
        return problem(403, "A second person is needed").detail(detail).build();
    }
}
