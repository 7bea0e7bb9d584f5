// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.request;

import static java.util.Objects.requireNonNull;

import dev.portcullis.service.access.NamespaceFilter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SQL query over one table that only ever sees the rows that its caller may read. */
public final class Filtered {
    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();

    private Filtered(String select) {
        this.sql = new StringBuilder(select);
    }

    /**
     * Starts a query.
     *
     * @param table a table of ours with a column {@code namespace}
     * @param readable what the caller may read
     */
    public static Filtered rows(String table, NamespaceFilter readable) {
        Filtered query = new Filtered("select * from " + table + " where " + readable.condition("namespace"));
        query.parameters.addAll(readable.parameters());
        return query;
    }

    /** Adds a condition of ours, with a {@code ?} for each value. */
    public Filtered and(String condition, Object... values) {
        sql.append(" and ").append(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /** Keeps the rows with that value, or all where it is null. */
    public Filtered equal(String column, @Nullable Object value) {
        return value == null ? this : and(column + " = ?", value);
    }

    /** Keeps the rows at or below that namespace, or all where it is null. */
    public Filtered below(String column, @Nullable String namespace) {
        return namespace == null
                ? this
                : and("(" + column + " = ? or starts_with(" + column + ", ?))", namespace, namespace + "/");
    }

    /** Runs the query. */
    public <T> List<T> list(EntityManager entities, Class<T> entity, String order, int limit) {
        requireNonNull(order, "order is null");
        Query query = entities.createNativeQuery(sql + " order by " + order + " limit " + limit, entity);
        for (int i = 0; i < parameters.size(); i++) {
            query.setParameter(i + 1, parameters.get(i));
        }
        List<?> rows = query.getResultList();
        return rows.stream().map(entity::cast).toList();
    }
}
