// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransienceTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "40001", "40P01", "53300", "57P01", "57P03", "58030", "55P03"})
    void whatPassesByItselfIsTriedAgain(String state) {
        assertThat(Transience.isTransient(new IllegalStateException(new SQLException("away", state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22001", "42P01", "42601", "25006", "0A000"})
    void aMistakeInDataOrStatementsDoesNotPass(String state) {
        assertThat(Transience.isTransient(new IllegalStateException(new SQLException("wrong", state))))
                .isFalse();
    }

    @Test
    void whatTheDatabaseSaidCountsMoreThanThatTheCommitFailed() {
        RollbackException commit = new RollbackException("rolled back");
        assertThat(Transience.isTransient(new RuntimeException(commit))).isTrue();

        commit.addSuppressed(new SQLException("duplicate key", "23505"));
        assertThat(Transience.isTransient(new RuntimeException(commit))).isFalse();
    }

    @Test
    void theNetworkPassesAndOtherExceptionsDoNot() {
        assertThat(Transience.isTransient(new RuntimeException(new SocketException("reset"))))
                .isTrue();
        assertThat(Transience.isTransient(new RuntimeException(new TimeoutException())))
                .isTrue();
        assertThat(Transience.isTransient(new SQLException("Acquisition timeout while waiting for new connection")))
                .isTrue();
        assertThat(Transience.isTransient(new NullPointerException("a bug"))).isFalse();
    }

    @Test
    void anAssertionOfTheDatabaseDriverIsALostConnectionAndOtherErrorsDoNotPass() {
        AssertionError drivers = new AssertionError("unexpected state");
        drivers.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.postgresql.core.v3.QueryExecutorImpl", "processResults", null, 1)
        });
        assertThat(Transience.isTransient(drivers)).isTrue();
        assertThat(Transience.isTransient(new IllegalStateException(drivers))).isTrue();

        assertThat(Transience.isTransient(new AssertionError("ours"))).isFalse();
        assertThat(Transience.isTransient(new StackOverflowError())).isFalse();
    }

    @Test
    void aCycleOfCausesEnds() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);

        assertThat(Transience.isTransient(one)).isFalse();
    }
}
