// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.OAuthApplication;
import java.util.List;

/** OAuth applications of the instance, for administrators. */
final class ApplicationRoutes {
    private final Rules rules;
    private final Find find;

    ApplicationRoutes(Rules rules, Find find) {
        this.rules = rules;
        this.find = find;
    }

    void register(Api api) {
        api.post("/applications", this::create);
        api.get("/applications", this::list);
    }

    private Reply create(Call call) {
        find.admin(call);
        Params params = call.params();
        String uid = Digests.sha256(Digests.secret(32));
        String secret = "gloas-" + Digests.secret(32);
        boolean confidential = params.flag("confidential", true);
        OAuthApplication application = new OAuthApplication(
                uid,
                params.required("name"),
                Digests.sha256(secret),
                List.of(params.required("redirect_uri").split("\\s+")),
                List.of(params.required("scopes").split("[ ,]+")),
                confidential,
                false);
        rules.state.oauth.applications.put(uid, application);
        return Reply.created(Json.object(
                "id",
                rules.state.nextId("application"),
                "application_id",
                uid,
                "application_name",
                application.name(),
                "secret",
                secret,
                "callback_url",
                String.join("\n", application.redirectUris()),
                "confidential",
                confidential));
    }

    private Reply list(Call call) {
        find.admin(call);
        return Reply.ok(rules.state.oauth.applications.values().stream()
                .map(application -> Json.object(
                        "application_id", application.uid(),
                        "application_name", application.name(),
                        "callback_url", String.join("\n", application.redirectUris()),
                        "confidential", application.confidential()))
                .toList());
    }
}
