// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import dev.portcullis.contracts.ApprovedException;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.LevelKind;
import dev.portcullis.contracts.PolicyChanged;
import dev.portcullis.contracts.PolicyState;
import dev.portcullis.contracts.PolicyVersion;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.policy.json.CanonicalJson;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Puts policies into force as policy-service does: by events on Kafka. */
@ApplicationScoped
public class PolicyPublisher {
    private final EventPublisher publisher;
    private final AgroalDataSource database;
    private long last;

    PolicyPublisher(EventPublisher publisher, AgroalDataSource database) {
        this.publisher = publisher;
        this.database = database;
    }

    /** The level of a project. */
    public static Level level(Project project) {
        return new Level(LevelKind.PROJECT, project.world().instance(), project.path());
    }

    /** Activates the first version of an approval policy. */
    public UUID activate(Level level, String name, String yaml) {
        UUID id = Ids.timeOrdered();
        publish(level, version(id, 1, level, name, yaml, PolicyState.ENABLED));
        return id;
    }

    /** Activates another version. */
    public void change(UUID id, int version, Level level, String name, String yaml, PolicyState state) {
        publish(level, version(id, version, level, name, yaml, state));
    }

    /** Publishes an activation; the revisions follow each other. */
    public synchronized void publish(Level level, PolicyVersion... versions) {
        publish(next(), level, versions);
    }

    /** Publishes an activation with that revision, whatever was before. */
    public void publish(long revision, Level level, PolicyVersion... versions) {
        publish(new PolicyChanged(revision, Instant.now(), level, List.of(versions)));
    }

    /** Puts an exception into force, or ends it. */
    public synchronized void publish(ApprovedException exception) {
        publish(new PolicyChanged(next(), Instant.now(), exception.level(), List.of(), List.of(exception)));
    }

    private void publish(PolicyChanged change) {
        Level level = change.level();
        publisher.publish(
                Topic.POLICY_CHANGED,
                level.text(),
                new Event<>(
                        Ids.timeOrdered(),
                        "/portcullis/policy",
                        EventType.POLICY_CHANGED,
                        level.text(),
                        change.activatedAt(),
                        "test",
                        null,
                        null,
                        change));
    }

    /** A version as events carry it. */
    public static PolicyVersion version(
            UUID id, int version, Level level, String name, String yaml, PolicyState state) {
        String sha256 = CanonicalJson.sha256(yaml.getBytes(StandardCharsets.UTF_8));
        return new PolicyVersion(id, version, level, "approval_policy", name, state, sha256, yaml);
    }

    private long next() {
        last = Math.max(last, revision()) + 1;
        return last;
    }

    /** The revision that is in force in the service. */
    public long revision() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select revision from policy_revision")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
