// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.policies.grant.Grants;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.person.Person;
import dev.portcullis.policies.proposal.SyncedProposals.Approver;
import dev.portcullis.policies.sync.Origin.Given;
import dev.portcullis.service.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells whose approvals in GitLab count: those of linked people, no bots, who may approve policies of the level. */
@ApplicationScoped
class GitApprovers {
    private final People people;
    private final Grants grants;

    GitApprovers(People people, Grants grants) {
        this.people = people;
        this.grants = grants;
    }

    /** The person behind an approval, if it counts. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Approver> entitled(PolicySource source, Given given) {
        return people.linkedTo(source.instance, given.userId())
                .filter(people::isLinkedHuman)
                .filter(person -> mayApprove(person, source.namespace))
                .map(person -> new Approver(person, name(person, given)));
    }

    /** The person behind an approval, whether it counts or not; null where nobody is known by that user. */
    @Nullable
    UUID person(PolicySource source, Given given) {
        return people.linkedTo(source.instance, given.userId()).orElse(null);
    }

    private boolean mayApprove(UUID person, String namespace) {
        return grants.of(people.identities(person)).stream()
                .anyMatch(grant -> grant.gives(Role.POLICY_APPROVER, namespace));
    }

    private static String name(UUID id, Given given) {
        Person person = Person.findById(id);
        return person == null ? given.username() : person.name;
    }
}
