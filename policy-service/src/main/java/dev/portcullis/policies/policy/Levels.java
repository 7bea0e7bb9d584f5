// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.LevelKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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

    Levels(Config config) {
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
        if (!instances.contains(level.instance())) {
            throw problem(422, "Unknown namespace")
                    .detail("There is no GitLab instance '" + level.instance() + "' here. Known: "
                            + String.join(", ", instances) + ".")
                    .build();
        }
        boolean known = level.kind() == LevelKind.INSTANCE
                || (level.path().length() <= LONGEST_PATH
                        && PATH.matcher(level.path()).matches());
        if (!known || (level.kind() == LevelKind.PROJECT && !level.path().contains("/"))) {
            throw problem(422, "Unknown namespace")
                    .detail("'" + level.path() + "' is not the full path of a " + word(level.kind()) + ".")
                    .build();
        }
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
