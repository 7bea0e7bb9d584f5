// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The company of the demo on a simulated GitLab: people, groups and projects. Set up through GitLab's own API as an
 * administrator would, once; what exists already is left as it is.
 */
public final class Company {
    /** Proposes policies: the compliance manager. */
    public static final String ADA = "ada";
    /** Approves policies and findings: the security engineer. */
    public static final String GRACE = "grace";
    /** Writes code. */
    public static final String DORA = "dora";
    /** Writes code too, and is not eligible to approve findings. */
    public static final String LINUS = "linus";
    /** Portcullis itself. */
    public static final String BOT = "portcullis-bot";
    /** The password of all of them at the simulated GitLab. */
    public static final String PASSWORD = "portcullis-demo";

    /** The projects of the company. */
    public static final List<String> PROJECTS = List.of("acme/shop/web", "acme/shop/api", "acme/payments");

    private static final Map<String, String> PEOPLE = Map.of(
            ADA,
            "Ada Compliance",
            GRACE,
            "Grace Security",
            DORA,
            "Dora Developer",
            LINUS,
            "Linus Developer",
            BOT,
            "Portcullis");
    private static final int DEVELOPER = 30;
    private static final int MAINTAINER = 40;
    private static final int OWNER = 50;

    private final Rest root;
    private final Map<String, Long> users = new LinkedHashMap<>();

    private Company(Rest root) {
        this.root = root;
    }

    /** The company as an administrator of that GitLab sees it, founded where it does not exist yet. */
    public static Company found(String gitLabUrl, String rootToken) {
        Company company = new Company(Rest.gitLab(gitLabUrl, rootToken));
        company.hire();
        company.build();
        return company;
    }

    /** A new access token of a person, with scope api. */
    public String token(String username) {
        JsonNode issued = root.require(
                "POST",
                "/users/" + user(username) + "/personal_access_tokens",
                Map.of("name", "demo", "scopes", List.of("api")));
        return issued.path("token").asText();
    }

    /** Points the projects' webhooks at Portcullis; replaces what pointed elsewhere. */
    public void connect(String webhookUrl, String token) {
        for (String path : PROJECTS) {
            String hooks = project(path) + "/hooks";
            Map<String, Object> wanted = Map.of(
                    "url", webhookUrl,
                    "token", token,
                    "push_events", true,
                    "merge_requests_events", true,
                    "pipeline_events", true,
                    "note_events", true,
                    "enable_ssl_verification", false);
            JsonNode existing = root.require("GET", hooks, null);
            if (existing.isEmpty()) {
                root.require("POST", hooks, wanted);
            } else {
                root.require("PUT", hooks + "/" + existing.path(0).path("id").asLong(), wanted);
            }
        }
    }

    /** GitLab's id of a person. */
    public long user(String username) {
        return requireNonNull(users.get(username), "nobody of that name");
    }

    /** The API path of a project. */
    static String project(String path) {
        return "/projects/" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private void hire() {
        PEOPLE.forEach((username, name) -> {
            JsonNode found = root.require("GET", "/users?username=" + username, null);
            JsonNode user = found.isEmpty()
                    ? root.require(
                            "POST",
                            "/users",
                            Map.of(
                                    "username", username,
                                    "name", name,
                                    "email", username + "@acme.example",
                                    "password", PASSWORD,
                                    "skip_confirmation", true))
                    : found.path(0);
            users.put(username, user.path("id").asLong());
        });
    }

    private void build() {
        long acme = group("acme", "acme", null);
        long shop = group("acme/shop", "shop", acme);
        long security = group("acme/security", "security", acme);
        join(acme, ADA, OWNER);
        join(acme, GRACE, MAINTAINER);
        join(acme, DORA, DEVELOPER);
        join(acme, LINUS, DEVELOPER);
        join(acme, BOT, MAINTAINER);
        join(security, GRACE, OWNER);
        // Whoever creates a group owns it, and the administrator is not to be among those who can approve.
        long administrator = root.require("GET", "/user", null).path("id").asLong();
        root.call("DELETE", "/groups/" + security + "/members/" + administrator, null);
        project("acme/shop/web", "web", shop);
        project("acme/shop/api", "api", shop);
        project("acme/payments", "payments", acme);
    }

    private long group(String path, String name, @org.jspecify.annotations.Nullable Long parent) {
        Rest.Answer found = root.call("GET", "/groups/" + URLEncoder.encode(path, StandardCharsets.UTF_8), null);
        if (found.isOk()) {
            return found.body().path("id").asLong();
        }
        Map<String, Object> group = new LinkedHashMap<>(Map.of("name", name, "path", name, "visibility", "private"));
        if (parent != null) {
            group.put("parent_id", parent);
        }
        return root.require("POST", "/groups", group).path("id").asLong();
    }

    private void join(long group, String username, int level) {
        Rest.Answer added = root.call(
                "POST", "/groups/" + group + "/members", Map.of("user_id", user(username), "access_level", level));
        boolean already = added.status() == 409;
        if (!added.isOk() && !already) {
            throw new StoryFailure(username + " cannot join group " + group + ": " + added.body());
        }
    }

    private void project(String path, String name, long group) {
        if (root.call("GET", project(path), null).isOk()) {
            return;
        }
        JsonNode project = root.require(
                "POST",
                "/projects",
                Map.of("name", name, "path", name, "namespace_id", group, "initialize_with_readme", true));
        String api = "/projects/" + project.path("id").asLong();
        root.require("PUT", api, Map.of("only_allow_merge_if_pipeline_succeeds", true));
        root.call("DELETE", api + "/protected_branches/main", null);
        root.require(
                "POST",
                api + "/protected_branches",
                Map.of("name", "main", "push_access_level", MAINTAINER, "merge_access_level", DEVELOPER));
    }
}
