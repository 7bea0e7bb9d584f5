// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.LevelKind;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.Group;
import dev.portcullis.gitlab.Project;
import dev.portcullis.policies.gitlab.GitLabInstances;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** The levels that policies can live at: those of the configured GitLab instances. */
@ApplicationScoped
public class Levels {
    private static final Pattern INSTANCE =
            Pattern.compile("portcullis\\.gitlab\\.instances\\.\"?([a-z0-9-]+)\"?\\..+");
    private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+){0,30}");
    private static final int LONGEST_PATH = 1_000;

    private final Set<String> instances;
    private final GitLabInstances gitLab;

    Levels(Config config, GitLabInstances gitLab) {
        this.gitLab = gitLab;
        instances = new TreeSet<>(StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .map(INSTANCE::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1))
                .toList());
        instances.add(config.getOptionalValue("portcullis.oidc.instance", String.class)
                .orElse("gitlab"));
    }

    /**
     * Refuses a level that cannot be.
     *
     * @throws dev.portcullis.service.problem.ProblemException 422 for an instance that is not configured or a path that
     *     GitLab would not allow
     */
    public void requirePossible(Level level) {
        requireInstance(level.instance());
        boolean known = level.kind() == LevelKind.INSTANCE
                || (level.path().length() <= LONGEST_PATH
                        && PATH.matcher(level.path()).matches());
        if (!known || (level.kind() == LevelKind.PROJECT && !level.path().contains("/"))) {
            throw problem(422, "Unknown namespace")
                    .detail("'" + level.path() + "' is not the full path of a " + word(level.kind()) + ".")
                    .build();
        }
    }

    /**
     * Refuses a level that is not there. Asks GitLab, so that it is no step of a transaction; an instance that
     * Portcullis has no access token for cannot be asked.
     *
     * @throws dev.portcullis.service.problem.ProblemException 422 where there is no such group or project, 503 where
     *     GitLab does not answer
     */
    public void requireKnown(Level level) {
        requirePossible(level);
        if (level.kind() != LevelKind.INSTANCE) {
            requireThere(level.instance(), level.path(), client -> find(client, level.kind(), level.path()));
        }
    }

    /**
     * As {@link #requireKnown(Level)}, for a namespace as grants name it.
     *
     * @param namespace {@code <instance>[/<full path>]}, or empty for all of Portcullis
     */
    public void requireKnown(String namespace) {
        if (namespace.isEmpty()) {
            return;
        }
        int slash = namespace.indexOf('/');
        String instance = slash < 0 ? namespace : namespace.substring(0, slash);
        requireInstance(instance);
        if (slash >= 0) {
            String path = namespace.substring(slash + 1);
            requireThere(
                    instance,
                    path,
                    client -> find(client, LevelKind.GROUP, path).or(() -> find(client, LevelKind.PROJECT, path)));
        }
    }

    private void requireInstance(String instance) {
        if (!instances.contains(instance)) {
            throw problem(422, "Unknown namespace")
                    .detail("There is no GitLab instance '" + instance + "' here. Known: "
                            + String.join(", ", instances) + ".")
                    .build();
        }
    }

    private void requireThere(String instance, String path, Function<GitLabClient, Optional<String>> find) {
        Optional<GitLabClient> client = gitLab.client(instance);
        if (client.isEmpty()) {
            return;
        }
        Optional<String> found;
        try {
            found = find.apply(client.get());
        } catch (GitLabException e) {
            throw problem(503, "GitLab cannot be asked")
                    .detail("Whether '" + path + "' is there could not be looked up at " + instance
                            + ", so nothing was done: " + e.getMessage()
                            + " Try again; if it stays, check the instance and the access token of Portcullis.")
                    .build();
        }
        if (found.isEmpty()) {
            throw problem(422, "Unknown namespace")
                    .detail("There is no '" + path + "' at " + instance
                            + ", or the user that Portcullis acts as may not"
                            + " see it. Check the full path, or give that user access.")
                    .build();
        }
        if (!found.get().equals(path)) {
            throw problem(422, "Unknown namespace")
                    .detail("'" + path + "' is called '" + found.get() + "' at " + instance + ". Use that path.")
                    .build();
        }
    }

    private static Optional<String> find(GitLabClient client, LevelKind kind, String path) {
        return kind == LevelKind.PROJECT
                ? client.projects().find(path).map(Project::pathWithNamespace)
                : client.groups().find(path).map(Group::fullPath);
    }

    /** The word that people and the database use. */
    public static String word(LevelKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The level that a row tells of. */
    public static Level of(String kind, String instance, String path) {
        return new Level(LevelKind.valueOf(kind.toUpperCase(Locale.ROOT)), instance, path);
    }
}
