// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.sql;

import static java.util.Objects.requireNonNull;

import dev.portcullis.service.access.NamespaceFilter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a query, put together one by one, with the values of their placeholders. */
public final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /**
     * One more condition that has to hold.
     *
     * @param condition SQL of ours with a placeholder for each value, never input
     */
    public Where and(String condition, Object... placeholders) {
        conditions.add(requireNonNull(condition, "condition is null"));
        values.addAll(List.of(placeholders));
        return this;
    }

    /** One more condition with one placeholder, left out where the value is absent. */
    public Where andIfPresent(String condition, @Nullable Object value) {
        return value == null ? this : and(condition, value);
    }

    /** Only rows whose namespace the caller may read. */
    public Where and(NamespaceFilter filter, String column) {
        return and(filter.condition(column), filter.parameters().toArray());
    }

    /** The whole as SQL, beginning with {@code where}; empty where there is no condition. */
    public String sql() {
        return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    }

    /**
     * Fills the placeholders.
     *
     * @param first the number of the first of them in the statement, from 1
     * @return the number after the last
     */
    public int bind(PreparedStatement statement, int first) throws SQLException {
        int next = first;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        return next;
    }
}
