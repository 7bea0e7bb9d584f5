// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.openapi;

import dev.portcullis.service.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says of every operation that its errors are RFC 9457 problems, so that no resource has to say it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DescribeProblems implements OASFilter {
    private static final String SCHEMA = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents().addSchema(SCHEMA, schema());
        if (api.getPaths() == null) {
            return;
        }
        api.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(DescribeProblems::describe);
    }

    private static void describe(Operation operation) {
        Map<String, APIResponse> responses = operation.getResponses().getAPIResponses();
        responses.forEach((status, response) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                response.setContent(content());
            }
        });
        if (operation.getResponses().getDefaultValue() == null) {
            operation
                    .getResponses()
                    .addAPIResponse(
                            "default",
                            OASFactory.createAPIResponse()
                                    .description("A problem: what was wrong, where, and what to do")
                                    .content(content()));
        }
    }

    private static Content content() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(SCHEMA)));
    }

    private static Schema schema() {
        Schema schema = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("RFC 9457; members beyond these tell where, e.g. line and column")
                .required(List.of("type", "title", "status"));
        Stream.of("type", "title", "detail")
                .forEach(name ->
                        schema.addProperty(name, OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        return schema.addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER));
    }
}
