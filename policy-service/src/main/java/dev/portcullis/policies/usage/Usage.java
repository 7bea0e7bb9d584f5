// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.usage;

import dev.portcullis.policies.secret.Secrets;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts visitors by a hash that only the running period's salt could join with a person. */
@ApplicationScoped
class Usage {
    private static final int SHOWN = 53;

    private final EntityManager entities;
    private final Secrets secrets;
    private final Clock clock;
    private final Map<String, AtomicLong> gauges = new ConcurrentHashMap<>();

    Usage(EntityManager entities, Secrets secrets, MeterRegistry meters, Clock clock) {
        this.entities = entities;
        this.secrets = secrets;
        this.clock = clock;
        for (UsagePage page : UsagePage.values()) {
            for (String kind : List.of(UsagePeriod.WEEK, UsagePeriod.MONTH)) {
                AtomicLong users = new AtomicLong();
                gauges.put(key(kind, page.word()), users);
                Gauge.builder("portcullis.usage.users", users, AtomicLong::get)
                        .description("Distinct people who opened the page in the running week or month")
                        .tag("page", page.word())
                        .tag("period", kind)
                        .register(meters);
            }
        }
    }

    /**
     * The visitors of a page in a period.
     *
     * @param period such as {@code 2026-W48} or {@code 2026-11}
     * @param kind week or month
     * @param begins its first day, in UTC
     * @param users how many different people
     */
    public record Visitors(String period, String kind, LocalDate begins, String page, long users) {}

    /** Counts a person as a visitor of this week and this month. */
    @Transactional
    void visit(UsagePage page, String personId) {
        for (UsagePeriod period : current()) {
            salt(period).ifPresent(salt -> note(period, page, secrets.keyedDigest("usage " + salt, personId)));
        }
    }

    private void note(UsagePeriod period, UsagePage page, String visitor) {
        int added = entities.createNativeQuery(
                        "insert into usage_visitor (period, page, visitor) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, period.name())
                .setParameter(2, page.word())
                .setParameter(3, visitor)
                .executeUpdate();
        AtomicLong gauge = gauges.get(key(period.kind(), page.word()));
        if (gauge != null) {
            gauge.addAndGet(added);
        }
    }

    /** The visitors of the last 53 weeks and months, the youngest period first. */
    @Transactional
    List<Visitors> visitors() {
        List<?> rows = entities.createNativeQuery("""
                        select p.period, p.kind, p.begins, v.page, count(*)
                        from usage_period p join usage_visitor v on v.period = p.period
                        where p.period in (
                            select period from (
                                select period, row_number() over (partition by kind order by begins desc) as place
                                from usage_period) as periods
                            where place <= ?1)
                        group by p.period, p.kind, p.begins, v.page
                        order by p.begins desc, p.kind, v.page""", Object[].class)
                .setParameter(1, SHOWN)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Visitors(
                        (String) row[0], (String) row[1], day(row[2]), (String) row[3], ((Number) row[4]).longValue()))
                .toList();
    }

    void start(@Observes StartupEvent started) {
        refresh();
    }

    /** Destroys the salts of what is over, and brings the gauges up to date. */
    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void refresh() {
        entities.createNativeQuery("update usage_period set salt = null where salt is not null and ends <= ?1")
                .setParameter(1, today())
                .executeUpdate();
        List<String> current = current().stream().map(UsagePeriod::name).toList();
        gauges.values().forEach(gauge -> gauge.set(0));
        visitors().stream()
                .filter(visitors -> current.contains(visitors.period()))
                .forEach(visitors -> {
                    AtomicLong gauge = gauges.get(key(visitors.kind(), visitors.page()));
                    if (gauge != null) {
                        gauge.set(visitors.users());
                    }
                });
    }

    /** The period's salt; none where it is over by another replica's clock. */
    private Optional<String> salt(UsagePeriod period) {
        entities.createNativeQuery("insert into usage_period (period, kind, begins, ends, salt)"
                        + " values (?1, ?2, ?3, ?4, ?5) on conflict do nothing")
                .setParameter(1, period.name())
                .setParameter(2, period.kind())
                .setParameter(3, period.begins())
                .setParameter(4, period.ends())
                .setParameter(5, secrets.randomToken())
                .executeUpdate();
        List<?> salts = entities.createNativeQuery(
                        "select salt from usage_period where period = ?1 and salt is not null", String.class)
                .setParameter(1, period.name())
                .getResultList();
        return salts.stream().map(String.class::cast).findFirst();
    }

    private List<UsagePeriod> current() {
        return UsagePeriod.of(today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static LocalDate day(Object value) {
        return value instanceof Date date ? date.toLocalDate() : (LocalDate) value;
    }

    private static String key(String kind, String page) {
        return kind + " " + page;
    }
}
