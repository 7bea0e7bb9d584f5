// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.control;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Accounts;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.OAuthApplication;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.Signature;
import dev.portcullis.sandbox.gitlab.state.User;
import dev.portcullis.sandbox.gitlab.state.Vulnerability;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The control API below {@code /-/sandbox}: what GitLab has no call for. It asks for no token and answers on the
 * loopback interface only.
 */
public final class Control {
    private final Rules rules;
    private final Bodies bodies;
    private final Faults faults;
    private final CallLog calls;

    public Control(Rules rules, Bodies bodies, Faults faults, CallLog calls) {
        this.rules = rules;
        this.bodies = bodies;
        this.faults = faults;
        this.calls = calls;
    }

    public void register(Api api) {
        PipelineControl pipelines = new PipelineControl(rules, bodies);
        api.get("", this::about);
        api.post("/users", this::createUser);
        api.post("/applications", this::createApplication);
        api.post("/projects/:id/pipelines", pipelines::run);
        api.post("/projects/:id/pipelines/:pipeline_id/archive", pipelines::archive);
        api.put("/projects/:id/ci", pipelines::configure);
        api.post("/projects/:id/vulnerabilities", this::addVulnerability);
        api.post("/projects/:id/jobs/:job_id/token", pipelines::token);
        api.post("/projects/:id/jobs/:job_id", pipelines::move);
        api.post("/projects/:id/jobs/:job_id/expire", pipelines::expire);
        api.post("/projects/:id/commits/:sha/signature", this::sign);
        api.get("/faults", call -> Reply.ok(faults.body()));
        api.put("/faults", call -> {
            faults.set(call.params());
            return Reply.ok(faults.body());
        });
        api.delete("/faults", call -> {
            faults.clear();
            return Reply.ok(faults.body());
        });
        api.get("/calls", this::calls);
        api.delete("/calls", call -> {
            calls.clear();
            return Reply.noContent();
        });
        api.post("/clock", this::advance);
    }

    /** The project of {@code :id}, a number or a full path. */
    static Project project(Rules rules, Call call) {
        String id = call.path("id");
        Project project =
                id.matches("\\d+") ? rules.state.projects.get(Long.parseLong(id)) : rules.state.projectByPath(id);
        if (project == null) {
            throw GitLabError.notFound("Project");
        }
        return project;
    }

    private Reply about(Call call) {
        return Reply.ok(Json.object(
                "simulated", true,
                "tier", rules.tier.plan(),
                "now", Times.api(rules.clock.instant()),
                "users", rules.state.users.size(),
                "projects", rules.state.projects.size()));
    }

    /** Makes a user, or finds the one that is there, and issues a token for it where scopes are given. */
    private Reply createUser(Call call) {
        Params params = call.params();
        String username = params.required("username");
        User known = rules.state.userByName(username);
        User user = known != null
                ? known
                : rules.accounts.createUser(
                        username,
                        params.text("name", username),
                        params.text("email", username + "@example.com"),
                        params.text("password"),
                        params.flag("admin", false));
        user.emailPublic = params.flag("public_email", user.emailPublic);
        Map<String, @Nullable Object> body = bodies.users.full(user, true);
        List<String> scopes = params.has("scopes") ? params.list("scopes") : List.of("api");
        if (!scopes.isEmpty()) {
            Accounts.Issued issued = rules.accounts.issue(user, "sandbox", "glpat-", scopes);
            body.put("token", issued.secret());
        }
        return Reply.created(body);
    }

    /** Registers an OAuth application under a client id and secret of the caller's choice. */
    private Reply createApplication(Call call) {
        Params params = call.params();
        String secret = params.text("secret");
        OAuthApplication application = new OAuthApplication(
                params.required("client_id"),
                params.text("name", "application"),
                secret == null ? "" : Digests.sha256(secret),
                params.list("redirect_uris"),
                params.has("scopes") ? params.list("scopes") : List.of("openid", "profile", "email"),
                secret != null,
                params.flag("trusted", true));
        rules.state.oauth.applications.put(application.uid(), application);
        return Reply.created(Json.object("client_id", application.uid(), "name", application.name()));
    }

    private Reply sign(Call call) {
        Project project = project(rules, call);
        Commit commit = rules.repository.resolve(project, call.path("sha"));
        if (commit == null) {
            throw GitLabError.notFound("Commit");
        }
        commit.signature =
                new Signature(call.params().text("type", "PGP"), call.params().text("verification_status", "verified"));
        return Reply.created(bodies.commits.commit(project, commit));
    }

    private Reply addVulnerability(Call call) {
        Project project = project(rules, call);
        Vulnerability vulnerability = new Vulnerability();
        vulnerability.id = rules.state.nextId("vulnerability");
        vulnerability.uuid = call.params().required("uuid");
        vulnerability.title = call.params().text("title", vulnerability.uuid);
        vulnerability.reportType = call.params().text("report_type", "sast");
        vulnerability.severity = call.params().text("severity", "unknown");
        vulnerability.createdAt = rules.clock.instant();
        vulnerability.updatedAt = vulnerability.createdAt;
        project.vulnerabilities.put(vulnerability.id, vulnerability);
        return Reply.created(Json.object("id", vulnerability.id));
    }

    private Reply calls(Call call) {
        Params params = call.params();
        return Reply.ok(calls.bodies(
                params.text("method"), Pattern.compile(params.text("path", "")), params.number("after", 0)));
    }

    private Reply advance(Call call) {
        rules.clock.advance(Duration.ofSeconds(call.params().requiredNumber("seconds")));
        return Reply.ok(Json.object("now", Times.api(rules.clock.instant())));
    }
}
