// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.person;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.oidc.SignedIn;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.service.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the person behind an identity, and tells whether two people are one human. */
@ApplicationScoped
public class People {
    private static final String EMAIL = "email";

    private final EntityManager entities;
    private final Secrets secrets;
    private final Clock clock;

    People(EntityManager entities, Secrets secrets, Clock clock) {
        this.entities = entities;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * The person who signed in, created at the first sign-in.
     *
     * @param linkTo a signed-in person who proves to be this identity, too; null at an ordinary sign-in
     * @throws dev.portcullis.service.problem.ProblemException 409 where the identity is another person's
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Person recognise(SignedIn signedIn, @Nullable UUID linkTo) {
        Instant now = clock.instant();
        SignInIdentity.Key key = new SignInIdentity.Key(signedIn.provider().issuer(), signedIn.subject());
        SignInIdentity identity = SignInIdentity.findById(key);
        if (identity == null) {
            identity = new SignInIdentity();
            identity.key = key;
            identity.personId = linkTo == null ? create(signedIn.username(), now).id : linkTo;
            identity.linkedAt = now;
            describe(identity, signedIn, now);
            identity.persist();
        } else {
            describe(identity, signedIn, now);
        }
        if (linkTo != null && !linkTo.equals(identity.personId)) {
            throw problem(409, "Already somebody's identity")
                    .detail(signedIn + " has signed in before, as a person of its own, and stays one: what it did is on"
                            + " record under that person.")
                    .build();
        }
        Person person = Person.findById(identity.personId);
        if (identities(person.id).size() == 1) {
            person.name = signedIn.username();
        }
        return person;
    }

    /** The identities of a person, the oldest first. */
    public List<SignInIdentity> identities(UUID personId) {
        return SignInIdentity.list("personId = ?1 order by linkedAt, key.subject", personId);
    }

    /**
     * Whether the person may stand for a human in the separation of duties: linked to a GitLab user, and no machine.
     * Sign-in at a provider that is no GitLab instance links nobody.
     */
    public boolean isLinkedHuman(UUID personId) {
        List<SignInIdentity> identities = identities(personId);
        return identities.stream().noneMatch(identity -> identity.bot)
                && identities.stream().anyMatch(identity -> identity.userId != null);
    }

    /**
     * The calling person.
     *
     * @throws dev.portcullis.service.problem.ProblemException 403 where a service is calling
     */
    public UUID requirePerson(Caller caller) {
        if (!caller.isPerson()) {
            throw problem(403, "Not allowed").detail("Only people decide.").build();
        }
        return UUID.fromString(caller.id());
    }

    /**
     * The calling person, who may stand for a human.
     *
     * @throws dev.portcullis.service.problem.ProblemException 403 for services, machines and people without a GitLab user
     */
    public UUID requireLinkedHuman(Caller caller) {
        UUID person = requirePerson(caller);
        if (!isLinkedHuman(person)) {
            throw problem(403, "Not linked")
                    .detail(
                            "Only a person who is linked to a GitLab user can approve, and no bot. Sign in with GitLab.")
                    .build();
        }
        return person;
    }

    /**
     * All ids that stand for the human who {@code person} is: that one, the persons with the same verified e-mail
     * address, and the GitLab users and addresses that those are. That never gives anybody more, it only takes away a
     * second vote.
     */
    public Set<UUID> sameHuman(UUID person) {
        List<String> emails = identities(person).stream()
                .map(identity -> identity.emailDigest)
                .filter(Objects::nonNull)
                .toList();
        Set<UUID> same = new HashSet<>(Set.of(person));
        if (!emails.isEmpty()) {
            same.addAll(entities.createQuery(
                            "select i.personId from SignInIdentity i where i.emailDigest in :emails", UUID.class)
                    .setParameter("emails", emails)
                    .getResultList());
        }
        List<SignInIdentity> identities = SignInIdentity.list("personId in ?1", Set.copyOf(same));
        for (SignInIdentity identity : identities) {
            if (identity.instance != null && identity.userId != null) {
                same.add(gitLabUser(identity.instance, identity.userId));
            }
            if (identity.emailDigest != null) {
                same.add(addresseeOf(identity.emailDigest));
            }
        }
        return same;
    }

    /** The person who is linked to that GitLab user, if there is one. */
    public Optional<UUID> linkedTo(String instance, long userId) {
        return SignInIdentity.<SignInIdentity>find("instance = ?1 and userId = ?2", instance, userId)
                .firstResultOptional()
                .map(identity -> identity.personId);
    }

    /** Stands for a GitLab user in {@link #sameHuman}, whether they have signed in here or not. */
    public static UUID gitLabUser(String instance, long userId) {
        return UUID.nameUUIDFromBytes(("gitlab-user\n" + instance + "\n" + userId).getBytes(StandardCharsets.UTF_8));
    }

    /** Stands for whoever has that e-mail address in {@link #sameHuman}, whether they have signed in here or not. */
    public UUID addressee(String email) {
        return addresseeOf(secrets.keyedDigest(EMAIL, email.strip().toLowerCase(Locale.ROOT)));
    }

    private static UUID addresseeOf(String emailDigest) {
        return UUID.nameUUIDFromBytes(("address\n" + emailDigest).getBytes(StandardCharsets.UTF_8));
    }

    private static Person create(String name, Instant now) {
        Person person = new Person();
        person.id = Ids.timeOrdered();
        person.name = name;
        person.createdAt = now;
        person.persist();
        return person;
    }

    private void describe(SignInIdentity identity, SignedIn signedIn, Instant now) {
        identity.username = signedIn.username();
        identity.bot = signedIn.bot();
        identity.emailDigest = signedIn.verifiedEmail()
                .map(email -> secrets.keyedDigest(EMAIL, email))
                .orElse(null);
        identity.groups = signedIn.groups();
        identity.lastSeenAt = now;
        if (signedIn.provider().linksGitLabUsers()) {
            identity.instance = signedIn.provider().name();
            identity.userId = gitLabUserId(signedIn);
        }
    }

    private static long gitLabUserId(SignedIn signedIn) {
        try {
            return Long.parseLong(signedIn.subject());
        } catch (NumberFormatException e) {
            throw problem(502, "Unusable identity")
                    .detail(signedIn.provider() + " is configured as a GitLab instance, but its subject is no user id."
                            + " Set portcullis.oidc.links-gitlab-users=false for other providers.")
                    .build();
        }
    }
}
