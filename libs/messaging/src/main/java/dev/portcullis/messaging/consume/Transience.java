// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;

/** Tells failures that pass by themselves from bugs. */
final class Transience {
    /**
     * Classes of SQLSTATE that pass: connection (08), rollback for serialization or deadlock (40), resources (53),
     * operator intervention such as a restart (57), system error (58); and 55P03, a lock not available.
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private static final String DRIVER = "org.postgresql.";

    private Transience() {}

    /** Whether the same call may succeed later, although nothing about it changes. */
    static boolean isTransient(Throwable failure) {
        Set<Throwable> chain = chain(failure);
        // What the database said decides; a failed commit alone does not tell why.
        Optional<SQLException> database = chain.stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
        if (database.isPresent()) {
            return isTransient(database.get());
        }
        return chain.stream()
                .anyMatch(cause -> cause instanceof IOException
                        || cause instanceof TimeoutException
                        || cause instanceof RollbackException
                        || cause instanceof XAException
                        || isLostConnection(cause));
    }

    /** PostgreSQL's driver answers a connection that was killed under it with an assertion of its own. */
    private static boolean isLostConnection(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure instanceof AssertionError
                && trace.length > 0
                && trace[0].getClassName().startsWith(DRIVER);
    }

    private static boolean isTransient(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        return failure instanceof SQLTransientException
                || failure instanceof SQLRecoverableException
                // The connection pool's own failures carry no state; the server's always do.
                || state == null
                || state.equals("55P03")
                || PASSING.contains(state.substring(0, Math.min(2, state.length())));
    }

    private static Set<Throwable> chain(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> next = new ArrayDeque<>(Set.of(failure));
        while (!next.isEmpty()) {
            Throwable current = next.pop();
            if (seen.add(current)) {
                Optional.ofNullable(current.getCause()).ifPresent(next::push);
                next.addAll(Arrays.asList(current.getSuppressed()));
            }
        }
        return seen;
    }
}
