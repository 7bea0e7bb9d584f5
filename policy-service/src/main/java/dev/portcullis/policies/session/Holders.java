// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import dev.portcullis.policies.grant.Grants;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.person.Person;
import dev.portcullis.policies.person.SignInIdentity;
import dev.portcullis.policies.session.PortcullisTokens.Holder;
import dev.portcullis.service.access.GitLabIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gathers what a JWT says about a person. */
@ApplicationScoped
public class Holders {
    private final People people;
    private final Grants grants;

    Holders(People people, Grants grants) {
        this.people = people;
        this.grants = grants;
    }

    /** The person with their present grants and their links to GitLab users; a machine's link is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Holder person(UUID id) {
        Person person = Person.findById(id);
        List<SignInIdentity> identities = people.identities(id);
        return new Holder(
                id.toString(),
                person.name,
                "person",
                grants.of(identities),
                identities.stream()
                        .flatMap(identity -> linked(identity).stream())
                        .toList(),
                PortcullisTokens.VIA_SESSION);
    }

    private static Optional<GitLabIdentity> linked(SignInIdentity identity) {
        return identity.instance == null || identity.userId == null || identity.bot
                ? Optional.empty()
                : Optional.of(new GitLabIdentity(identity.instance, identity.userId, identity.username));
    }
}
