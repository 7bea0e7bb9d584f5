// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.gitlab.Project;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.paging.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code project}. */
@ApplicationScoped
class ProjectStore {
    private static final String SELECT =
            "select instance, project_id, path, namespace, default_branch, url from project where ";
    private static final String SAVE = """
            insert into project (instance, project_id, path, namespace, default_branch, url, updated_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (instance, project_id) do update set path = excluded.path, namespace = excluded.namespace,
                default_branch = excluded.default_branch, url = excluded.url, updated_at = excluded.updated_at""";

    private final Sql sql;

    ProjectStore(Sql sql) {
        this.sql = sql;
    }

    /** Records the project and locks its row until the transaction ends. */
    void save(String instance, Project project, Instant now) {
        sql.update(
                SAVE,
                instance,
                project.id(),
                project.pathWithNamespace(),
                instance + "/" + project.pathWithNamespace(),
                project.defaultBranch(),
                project.webUrl(),
                now);
    }

    /** Takes {@code count} ordinals of a project whose row is locked; returns the first. */
    int takeOrdinals(String instance, long projectId, int count) {
        return take("next_ordinal", instance, projectId, count);
    }

    /** Takes {@code count} ordinals of components, likewise. */
    int takeComponentOrdinals(String instance, long projectId, int count) {
        return take("next_component", instance, projectId, count);
    }

    private int take(String counter, String instance, long projectId, int count) {
        return sql.first(
                        "update project set " + counter + " = " + counter + " + ?"
                                + " where instance = ? and project_id = ? returning " + counter,
                        row -> row.getInt(1),
                        count,
                        instance,
                        projectId)
                .map(next -> next - count)
                .orElseThrow(() -> new IllegalStateException("the project has no row to take ordinals from"));
    }

    /** A project that the caller may read, by {@code <instance>/<full path>}. */
    Optional<KnownProject> find(String namespace, NamespaceFilter readable) {
        List<Object> parameters = new ArrayList<>(List.of(namespace));
        parameters.addAll(readable.parameters());
        return sql.first(
                SELECT + "namespace = ? and " + readable.condition("namespace"),
                ProjectStore::read,
                parameters.toArray());
    }

    /** Projects that the caller may read, by namespace. */
    List<KnownProject> list(NamespaceFilter readable, @Nullable Cursor after, int limit) {
        List<Object> parameters = new ArrayList<>();
        String start = after == null ? "" : after.keys().getFirst();
        parameters.add(start);
        parameters.addAll(readable.parameters());
        parameters.add(limit);
        return sql.list(
                SELECT + "namespace > ? and " + readable.condition("namespace") + " order by namespace limit ?",
                ProjectStore::read,
                parameters.toArray());
    }

    private static KnownProject read(ResultSet row) throws SQLException {
        return new KnownProject(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }
}
