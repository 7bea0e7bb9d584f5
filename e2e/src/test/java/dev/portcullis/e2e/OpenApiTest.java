// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a packaged service publishes as its OpenAPI document is what was reviewed: a change of it shows in the diff. */
class OpenApiTest {
    private static final Path ROOT = Path.of(System.getProperty("portcullis.root"));

    @ParameterizedTest
    @ValueSource(strings = {"policy-service", "evaluation-service", "alert-service", "audit-service"})
    void thePublishedDocumentIsTheReviewedOne(String service) throws IOException {
        Path generated = ROOT.resolve(service).resolve("target/openapi/openapi.yaml");
        Path reviewed = ROOT.resolve("docs/reference/openapi").resolve(service + ".yaml");

        assertThat(Files.readAllLines(generated))
                .as("%s's REST surface has changed. If that is meant: cp %s %s", service, generated, reviewed)
                .isEqualTo(Files.exists(reviewed) ? Files.readAllLines(reviewed) : List.of());
    }
}
