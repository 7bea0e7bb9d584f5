// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.history;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.messaging.work.WorkLease;
import dev.portcullis.messaging.work.Worker;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the partitions of months to come and drops those of months that are over for longer than
 * {@code portcullis.history.keep} (an ISO 8601 period, default {@code P13M}), once a day. The current decisions of open
 * merge requests with their facts, and the latest scans of branches in use, outlive their month.
 */
@ApplicationScoped
class KeepHistory implements Worker {
    private static final String KIND = "history";
    private static final String KEY = "all";
    private static final Duration EVERY = Duration.ofDays(1);
    private static final int MONTHS_AHEAD = 2;
    private static final Logger LOG = Logger.getLogger(KeepHistory.class);

    private final HistoryStore store;
    private final Database database;
    private final Work work;
    private final Period keep;

    KeepHistory(
            HistoryStore store,
            Database database,
            Work work,
            @ConfigProperty(name = "portcullis.history.keep", defaultValue = "P13M") Period keep) {
        this.store = store;
        this.database = database;
        this.work = work;
        this.keep = keep;
        if (keep.toTotalMonths() < 1) {
            throw new IllegalArgumentException(
                    "portcullis.history.keep is " + keep + "; history is kept for whole months, for P1M at least");
        }
    }

    /** Before anything is stored: a row whose month has no partition is refused. */
    void start(@Observes @Priority(1) StartupEvent event) {
        prepare(Instant.now());
        work.markDirty(KIND, KEY);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Duration lease() {
        return Duration.ofMinutes(15);
    }

    @Override
    public void work(WorkLease lease) {
        Instant now = Instant.now();
        prepare(now);
        age(now);
        database.inTransaction(() -> {
            work.complete(lease, Optional.of(now.plus(EVERY)));
            return true;
        });
    }

    /** Makes the partitions of the month of {@code now} and of the next ones. */
    void prepare(Instant now) {
        YearMonth month = month(now);
        database.inTransaction(() -> {
            store.lock();
            for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
                store.create(month.plusMonths(ahead));
            }
            return true;
        });
    }

    /** Drops the months that are over for longer than history is kept. */
    void age(Instant now) {
        YearMonth first = month(now).minus(Period.ofMonths(Math.toIntExact(keep.toTotalMonths())));
        List<YearMonth> over =
                store.months().stream().filter(month -> month.isBefore(first)).toList();
        for (YearMonth month : over) {
            database.inTransaction(() -> {
                store.lock();
                if (store.months().contains(month)) {
                    store.drop(month);
                }
                return true;
            });
            LOG.infof("the history of %s is dropped", month);
        }
        database.inTransaction(() -> {
            store.forget();
            return true;
        });
        if (!over.isEmpty()) {
            store.projects()
                    .forEach(project -> database.inTransaction(() -> {
                        store.forgetFacts(project);
                        return true;
                    }));
        }
    }

    private static YearMonth month(Instant now) {
        return YearMonth.from(now.atZone(ZoneOffset.UTC));
    }
}
