// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.graphql;

import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Project;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import org.jspecify.annotations.Nullable;

/** {@code project(fullPath:)}: null where there is none, or the caller may not see it. */
final class ProjectQueries {
    private static final String GLOBAL_ID = "gid://gitlab/Project/";

    private final Rules rules;

    ProjectQueries(Rules rules) {
        this.rules = rules;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type("Query", type -> type.dataFetcher("project", this::project));
        wiring.type(
                "Project",
                type -> type.dataFetcher("id", asked -> globalId(asked.getSource()))
                        .dataFetcher("fullPath", asked -> rules.state.fullPath(source(asked)))
                        .dataFetcher("name", asked -> source(asked).name)
                        .dataFetcher("archived", asked -> source(asked).archived));
    }

    private @Nullable Project project(DataFetchingEnvironment asked) {
        Call call = asked.getGraphQlContext().get(GraphQlApi.CALL);
        Project project = rules.state.projectByPath(String.valueOf(asked.<Object>getArgument("fullPath")));
        return project != null && rules.access.sees(call.caller(), project) ? project : null;
    }

    /** The project of a global id; null where it names none. */
    static @Nullable Project byGlobalId(Rules rules, String globalId) {
        String number = globalId.startsWith(GLOBAL_ID) ? globalId.substring(GLOBAL_ID.length()) : "";
        return number.matches("\\d{1,18}") ? rules.state.projects.get(Long.parseLong(number)) : null;
    }

    static Project source(DataFetchingEnvironment asked) {
        Project project = asked.getSource();
        if (project == null) {
            throw new IllegalStateException("A field of a project was asked of nothing");
        }
        return project;
    }

    private static String globalId(@Nullable Project project) {
        return project == null ? "" : GLOBAL_ID + project.id;
    }
}
