// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import dev.portcullis.contracts.Severity;
import dev.portcullis.service.paging.QueryParameter;
import dev.portcullis.service.sql.ColumnText;
import dev.portcullis.service.sql.Where;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters of a list of alerts, all of which have to hold. */
class AlertQuery {
    @QueryParam("status")
    @Parameter(description = "triggered, acknowledged, resolved or dismissed; may be given more than once")
    List<String> status = List.of();

    @QueryParam("severity")
    @Parameter(description = "critical, high, medium, low, unknown or info; may be given more than once")
    List<String> severity = List.of();

    @QueryParam("kind")
    @Parameter(description = "The kind of alert, e.g. merged-while-blocked")
    @Nullable
    String kind;

    @QueryParam("instance")
    @Parameter(description = "The GitLab instance of the project concerned")
    @Nullable
    String instance;

    @QueryParam("project")
    @Parameter(description = "GitLab's id of the project concerned")
    @Nullable
    String project;

    @QueryParam("namespace")
    @Parameter(description = "The instance, group or project, with everything below it: <instance>[/<full path>]")
    @Nullable
    String namespace;

    @QueryParam("text")
    @Parameter(description = "Words, each of which begins a word of the alert")
    @Nullable
    String text;

    /** Adds the filters to a query's conditions. */
    void addTo(Where where) {
        anyOf(where, "status", each("status", status, AlertStatus.class, AlertStatus::text));
        anyOf(where, "severity", each("severity", severity, Severity.class, SeverityRank::of));
        where.andIfPresent("kind = ?", kind)
                .andIfPresent("instance = ?", instance)
                .andIfPresent("project_id = ?", QueryParameter.number("project", project));
        if (namespace != null && !namespace.isEmpty()) {
            where.and("(namespace = ? or starts_with(namespace, ?))", namespace, namespace + "/");
        }
        String words = text == null ? "" : ColumnText.wordQuery(text);
        if (!words.isEmpty()) {
            where.and("search @@ to_tsquery('simple', ?)", words);
        }
    }

    private static void anyOf(Where where, String column, List<?> values) {
        if (!values.isEmpty()) {
            String placeholders = "?" + ", ?".repeat(values.size() - 1);
            where.and(column + " in (" + placeholders + ")", values.toArray());
        }
    }

    private static <E extends Enum<E>, T> List<T> each(
            String name, List<String> texts, Class<E> type, Function<E, T> column) {
        return texts.stream()
                .map(one -> QueryParameter.oneOf(name, one, type))
                .filter(Objects::nonNull)
                .distinct()
                .map(column)
                .toList();
    }
}
