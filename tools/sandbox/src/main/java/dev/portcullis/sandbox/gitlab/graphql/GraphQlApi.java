// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.Scalars;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * {@code POST /api/graphql}. What the tier does not have is not in the schema: asking for it is an error in an answer
 * of status 200, as for every query that is wrong.
 */
public final class GraphQlApi {
    /** Under this key the call that is being answered stands in the query's context. */
    static final String CALL = "call";

    private static final int DEEPEST = 15;

    private GraphQlApi() {}

    /** Registers it. */
    public static void register(Api api, Rules rules) {
        GraphQL engine = engine(rules);
        api.post("/graphql", call -> Reply.ok(answer(engine, call)));
    }

    private static Map<String, Object> answer(GraphQL engine, Call call) {
        Object variables = call.params().raw("variables");
        ExecutionInput input = ExecutionInput.newExecutionInput(call.params().text("query", ""))
                .operationName(call.params().text("operationName"))
                .variables(variables instanceof Map<?, ?> map ? named(map) : Map.of())
                .graphQLContext(Map.of(CALL, call))
                .build();
        return engine.execute(input).toSpecification();
    }

    @SuppressWarnings("unchecked") // The keys of a JSON object are text.
    private static Map<String, Object> named(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static GraphQL engine(Rules rules) {
        boolean premium = rules.tier.includes(Tier.PREMIUM);
        TypeDefinitionRegistry types = new SchemaParser().parse(schema("free"));
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().scalar(id("ProjectID"));
        if (premium) {
            types.merge(new SchemaParser().parse(schema("premium")));
            wiring.scalar(id("ComplianceManagementFrameworkID"));
        }
        new ProjectQueries(rules).wire(wiring);
        if (premium) {
            new ComplianceFrameworkQueries(rules).wire(wiring);
        }
        return GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(types, wiring.build()))
                .instrumentation(new MaxQueryDepthInstrumentation(DEEPEST))
                .build();
    }

    private static GraphQLScalarType id(String name) {
        return GraphQLScalarType.newScalar(Scalars.GraphQLID).name(name).build();
    }

    private static String schema(String name) {
        try (InputStream in = GraphQlApi.class.getResourceAsStream(name + ".graphqls")) {
            if (in == null) {
                throw new IllegalStateException("The schema " + name + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
