// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** Users and groups of a simulated GitLab. */
final class Accounts {
    static final String PASSWORD = "correct horse battery staple";

    private static final int DEVELOPER = 30;

    private final String url;
    private final String rootToken;

    Accounts(String url, String rootToken) {
        this.url = url;
        this.rootToken = rootToken;
    }

    static Accounts of(String instance) {
        String prefix = instance.equals("gitlab") ? "portcullis.oidc." : "portcullis.oidc.providers." + instance + ".";
        return new Accounts(value(prefix + "issuer-url"), value("test.gitlab." + instance + ".root-token"));
    }

    /** Makes the user, or finds the one that is there; gives its id. */
    long user(String username, String email) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("username", username, "email", email, "password", PASSWORD))
                .post(url + "/-/sandbox/users")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    /** A fresh access token of a user, who is made if need be. */
    String token(String username) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("username", username, "scopes", List.of("api")))
                .post(url + "/-/sandbox/users")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }

    /** Breaks the instance, or mends it with an empty map. */
    void faults(Map<String, Object> faults) {
        given().delete(url + "/-/sandbox/faults");
        given().contentType(ContentType.JSON).body(faults).put(url + "/-/sandbox/faults");
    }

    /** Makes the user a direct member of the group, which is made as well. */
    void member(String groupPath, long userId) {
        long group = group(groupPath);
        api().body(Map.of("user_id", userId, "access_level", DEVELOPER))
                .post(url + "/api/v4/groups/" + group + "/members");
    }

    /** Makes groups, in that order, each with the user as a direct member. */
    void groups(String username, List<String> paths) {
        long id = user(username, username + "@users.test");
        paths.forEach(path -> member(path, id));
    }

    /** Takes the user out of the group. */
    void leave(String groupPath, long userId) {
        api().delete(url + "/api/v4/groups/" + group(groupPath) + "/members/" + userId)
                .then()
                .statusCode(204);
    }

    /** Blocks the user. */
    void block(long userId) {
        api().post(url + "/api/v4/users/" + userId + "/block").then().statusCode(201);
    }

    /** The id of a group, which is made if need be. */
    long group(String path) {
        Response known = api().get(url + "/api/v4/groups/" + path.replace("/", "%2F"));
        if (known.statusCode() == 200) {
            return known.jsonPath().getLong("id");
        }
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        Map<String, Object> group = slash < 0
                ? Map.of("name", name, "path", name)
                : Map.of("name", name, "path", name, "parent_id", group(path.substring(0, slash)));
        return api().body(group)
                .post(url + "/api/v4/groups")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private io.restassured.specification.RequestSpecification api() {
        return given().urlEncodingEnabled(false)
                .header("PRIVATE-TOKEN", rootToken)
                .contentType(ContentType.JSON);
    }

    private static String value(String property) {
        return ConfigProvider.getConfig().getValue(property, String.class);
    }
}
