// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;

import dev.portcullis.alert.TestAlert;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The alerts' HTTP surface, as a person with one grant sees it. */
public record AlertApi(String person, String role, String namespace) {
    public static final String PATH = "/api/v1/alerts";

    public static AlertApi responder(String namespace) {
        return new AlertApi("rita", "alert-responder", namespace);
    }

    public RequestSpecification request() {
        return given().auth().oauth2(TestIssuer.token(person, grant(role, namespace)));
    }

    public JsonPath list(String... query) {
        RequestSpecification request = request();
        for (int i = 0; i < query.length; i += 2) {
            request = request.queryParam(query[i], query[i + 1]);
        }
        return request.get(PATH).then().statusCode(200).extract().jsonPath();
    }

    /** Waits until the alert was seen that often, and returns its id. */
    public String await(TestAlert alert, int occurrences) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        find(alert).getList("items.occurrences", Integer.class).equals(List.of(occurrences)));
        return find(alert).getString("items[0].id");
    }

    public Response read(String id) {
        return request().get(PATH + "/" + id);
    }

    /** Changes the alert's state with the ETag that it has now. */
    public Response change(String id, String noun, String reason) {
        return change(id, noun, reason, read(id).header("ETag"));
    }

    public Response change(String id, String noun, String reason, String etag) {
        RequestSpecification request = request().contentType(ContentType.JSON);
        if (etag != null) {
            request = request.header("If-Match", etag);
        }
        if (reason != null) {
            request = request.body(Map.of("reason", reason));
        }
        return request.post(PATH + "/" + id + "/" + noun);
    }

    private JsonPath find(TestAlert alert) {
        return list("text", alert.name());
    }
}
