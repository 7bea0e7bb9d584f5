// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.gitlab.Commit;
import dev.portcullis.gitlab.User;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.proposal.Proposal.Author;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects who wrote something. Users are named by GitLab itself; a commit's people are known by address only, and
 * whoever has signed in with that address is recognised.
 */
final class GitAuthors {
    private static final Pattern PRIVATE_ADDRESS = Pattern.compile("(\\d{1,18})-[^@]+@users\\.noreply\\..+");

    private final People people;
    private final String instance;
    private final Map<UUID, Author> authors = new LinkedHashMap<>();
    private boolean unnamed;

    GitAuthors(People people, String instance) {
        this.people = people;
        this.instance = instance;
    }

    void add(@Nullable User user) {
        if (user != null) {
            add(user.id(), user.username());
        }
    }

    void add(long userId, String username) {
        put(People.gitLabUser(instance, userId), username);
    }

    void add(Commit commit) {
        address(commit.authorEmail(), commit.authorName());
        address(commit.committerEmail(), commit.committerName());
    }

    /** Somebody took part whom nobody can name. */
    void addUnnamed() {
        unnamed = true;
    }

    boolean hasUnnamed() {
        return unnamed;
    }

    /** All of them, the first one in front; never empty. */
    List<Author> list() {
        List<Author> all = new ArrayList<>(authors.values());
        if (all.isEmpty()) {
            all.add(new Author(UUID.nameUUIDFromBytes(new byte[] {0}), "somebody unknown"));
        }
        return all;
    }

    private void address(@Nullable String email, @Nullable String name) {
        if (email == null || email.isBlank()) {
            return;
        }
        String shown = name == null || name.isBlank() ? "somebody" : name;
        Matcher own = PRIVATE_ADDRESS.matcher(email.strip());
        if (own.matches()) {
            put(People.gitLabUser(instance, Long.parseLong(own.group(1))), shown);
        } else {
            put(people.addressee(email), shown);
        }
    }

    private void put(UUID id, String name) {
        authors.putIfAbsent(id, new Author(id, name));
    }
}
