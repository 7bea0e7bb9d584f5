// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.alert.Broker;
import dev.portcullis.alert.TestAlert;
import dev.portcullis.alert.triage.AlertApi;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(TestIssuer.class)
class IntakeTest {
    private static final AlertApi ALL = AlertApi.responder("");

    @Inject
    AgroalDataSource dataSource;

    @Test
    void oneFingerprintIsOneAlertHoweverOftenItIsSeen() throws Exception {
        Instant start = Instant.parse("2026-11-01T10:00:00Z");
        TestAlert alert = TestAlert.named("dedup");
        Broker.publish(
                alert.fingerprint(),
                alert.at(start.plusSeconds(20)).fact(),
                alert.at(start.plusSeconds(40)).in(42, "acme/renamed").fact(),
                alert.at(start).fact());

        String id = ALL.await(alert, 3);
        JsonPath read = ALL.read(id).jsonPath();
        assertThat(read.getString("firstSeenAt")).isEqualTo("2026-11-01T10:00:00Z");
        assertThat(read.getString("lastSeenAt")).isEqualTo("2026-11-01T10:00:40Z");
        assertThat(read.getString("namespace")).isEqualTo("gitlab/acme/renamed");
        assertThat(read.getList("latestOccurrences")).hasSize(3);
        assertThat(read.getList("history.status")).containsExactly("triggered");
    }

    @Test
    void anEventThatComesTwiceCountsOnce() throws Exception {
        TestAlert alert = TestAlert.named("redelivered");
        TestAlert other = TestAlert.named("follower");
        Event<SecurityAlert> event = event(alert);
        Broker.publish("same", List.of(event, event));
        Broker.publish("same", List.of(event, event(other)));

        ALL.await(other, 1);
        ALL.await(alert, 1);
    }

    @Test
    void anAlertWithoutProjectBelongsWhereItsLabelSaysOrToAll() throws Exception {
        TestAlert labelled = TestAlert.named("labelled").withoutProject(Map.of("namespace", "gitlab/acme"));
        TestAlert homeless = TestAlert.named("homeless").withoutProject(Map.of());
        labelled.publish(1);
        homeless.publish(1);

        assertThat(ALL.read(ALL.await(labelled, 1)).jsonPath().getString("namespace"))
                .isEqualTo("gitlab/acme");
        assertThat(ALL.read(ALL.await(homeless, 1)).jsonPath().getString("namespace"))
                .isEmpty();
    }

    @Test
    void linksThatAreNoWebPagesAndTimesToComeAreNotKept() throws Exception {
        TestAlert alert =
                TestAlert.named("dubious").linking("javascript:alert(1)").at(Instant.parse("2099-01-01T00:00:00Z"));
        alert.publish(1);

        JsonPath read = ALL.read(ALL.await(alert, 1)).jsonPath();
        assertThat(read.getString("url")).isNull();
        assertThat(Instant.parse(read.getString("lastSeenAt"))).isBefore(Instant.parse("2099-01-01T00:00:00Z"));
    }

    @Test
    void onlyTheLatestHundredOccurrencesAreKeptAndAllAreCounted() throws Exception {
        TestAlert alert = TestAlert.named("noisy");
        alert.publish(130);

        String id = ALL.await(alert, 130);
        assertThat(ALL.read(id).jsonPath().getList("latestOccurrences")).hasSize(100);
    }

    @Test
    void aTransactionThatIsCutOffLeavesNothingBehindAndIsDoneAgain() throws Exception {
        TestAlert alert = TestAlert.named("severed");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table occurrence in exclusive mode");
            alert.publish(40);
            await().atMost(Duration.ofSeconds(30)).until(() -> cutOff() > 0);
            connection.rollback();
        }

        ALL.await(alert, 40);
    }

    /** Ends, as a crash would, the connections that wait in the middle of a transaction for the lock. */
    private long cutOff() throws SQLException {
        String kill = """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query ilike 'insert into %s%%'
                """.formatted("occurrence");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(kill)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Event<SecurityAlert> event(TestAlert alert) {
        return new Event<>(
                UUID.randomUUID(),
                "/portcullis/evaluation-service",
                EventType.SECURITY_ALERT,
                "test",
                Instant.now(),
                "c",
                null,
                null,
                alert.fact());
    }
}
