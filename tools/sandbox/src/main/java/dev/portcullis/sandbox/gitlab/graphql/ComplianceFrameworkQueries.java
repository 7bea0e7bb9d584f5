// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.graphql;

import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.ComplianceFramework;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Project;
import graphql.GraphqlErrorException;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compliance frameworks: of a project, made in a top-level group, given to a project; by Owners of the group. */
final class ComplianceFrameworkQueries {
    private static final String REFUSED =
            "The resource that you are attempting to access does not exist or you don't have permission to perform"
                    + " this action";

    private final Rules rules;

    ComplianceFrameworkQueries(Rules rules) {
        this.rules = rules;
    }

    void wire(RuntimeWiring.Builder wiring) {
        wiring.type(
                "Project",
                type -> type.dataFetcher(
                        "complianceFrameworks",
                        asked -> Map.of("nodes", rules.state.complianceFrameworks(ProjectQueries.source(asked)))));
        wiring.type(
                "ComplianceFramework",
                type -> type.dataFetcher("id", asked -> globalId(asked.<ComplianceFramework>getSource())));
        wiring.type(
                "Mutation",
                type -> type.dataFetcher("createComplianceFramework", this::create)
                        .dataFetcher("projectUpdateComplianceFrameworks", this::update));
    }

    private Map<String, @Nullable Object> create(DataFetchingEnvironment asked) {
        Map<String, Object> input = input(asked);
        Group group = rules.state.groupByPath(String.valueOf(input.get("namespacePath")), false);
        requireOwner(asked, group);
        if (group == null || group.parentId != null) {
            return refused("framework", "Namespace must be a root namespace.");
        }
        Map<?, ?> params = input.get("params") instanceof Map<?, ?> given ? given : Map.of();
        String name = text(params, "name");
        if (name.isBlank()) {
            return refused("framework", "Name can't be blank");
        }
        if (group.complianceFrameworks.values().stream()
                .anyMatch(known -> known.name().equals(name))) {
            return refused("framework", "Name has already been taken");
        }
        ComplianceFramework made = new ComplianceFramework(
                rules.state.nextId("compliance_framework"), name, text(params, "description"), text(params, "color"));
        group.complianceFrameworks.put(made.id(), made);
        return Json.object("errors", List.of(), "framework", made);
    }

    private Map<String, @Nullable Object> update(DataFetchingEnvironment asked) {
        Map<String, Object> input = input(asked);
        Project project = ProjectQueries.byGlobalId(rules, String.valueOf(input.get("projectId")));
        Group top = project == null
                ? null
                : rules.state.lineage(rules.state.group(project.namespaceId)).getLast();
        requireOwner(asked, top);
        if (project == null || top == null) {
            throw refusal();
        }
        Set<Long> ids = new TreeSet<>();
        for (Object wanted : input.get("complianceFrameworkIds") instanceof List<?> given ? given : List.of()) {
            ids.add(top.complianceFrameworks.values().stream()
                    .filter(framework -> framework.globalId().equals(wanted))
                    .findFirst()
                    .orElseThrow(ComplianceFrameworkQueries::refusal)
                    .id());
        }
        project.complianceFrameworkIds.clear();
        project.complianceFrameworkIds.addAll(ids);
        return Json.object("errors", List.of(), "project", project);
    }

    private void requireOwner(DataFetchingEnvironment asked, @Nullable Group group) {
        Call call = asked.getGraphQlContext().get(GraphQlApi.CALL);
        if (group == null || rules.access.level(call.caller(), group) < AccessLevel.OWNER) {
            throw refusal();
        }
    }

    private static GraphqlErrorException refusal() {
        return GraphqlErrorException.newErrorException().message(REFUSED).build();
    }

    private static Map<String, @Nullable Object> refused(String what, String error) {
        return Json.object("errors", List.of(error), what, null);
    }

    private static Map<String, Object> input(DataFetchingEnvironment asked) {
        Map<String, Object> input = asked.getArgument("input");
        if (input == null) {
            throw refusal();
        }
        return input;
    }

    private static String globalId(@Nullable ComplianceFramework framework) {
        return framework == null ? "" : framework.globalId();
    }

    private static String text(Map<?, ?> params, String name) {
        Object value = params.get(name);
        return value == null ? "" : value.toString();
    }
}
