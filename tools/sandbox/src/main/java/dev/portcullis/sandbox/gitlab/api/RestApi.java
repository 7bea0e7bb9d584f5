// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.control.Ci;
import dev.portcullis.sandbox.gitlab.hook.HookRoutes;
import dev.portcullis.sandbox.gitlab.hook.Webhooks;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;

/** The whole REST API. */
public final class RestApi {
    private RestApi() {}

    /** Registers every resource; {@code version} is what the instance says it is, for example {@code 18.2.0}. */
    public static void register(Api api, Rules rules, Bodies bodies, Webhooks webhooks, String version) {
        Paging paging = new Paging(bodies.urls.base());
        Find find = new Find(rules);
        Ci ci = new Ci(rules);
        rules.pushes.listen(ci);
        new InstanceRoutes(rules, bodies, paging, find, version).register(api);
        new ApplicationRoutes(rules, find).register(api);
        new UserRoutes(rules, bodies, paging, find).register(api);
        new GroupRoutes(rules, bodies, paging, find).register(api);
        new ProjectRoutes(rules, bodies, paging, find).register(api);
        new MemberRoutes(rules, bodies, paging, find).register(api);
        new TokenRoutes(rules, bodies, paging, find).register(api);
        new BranchRoutes(rules, bodies, paging, find).register(api);
        new ProtectedBranchRoutes(rules, bodies, paging, find).register(api);
        new CommitRoutes(rules, bodies, paging, find).register(api);
        new FileRoutes(rules, find).register(api);
        new EventRoutes(rules, bodies, paging, find).register(api);
        new StatusRoutes(rules, bodies, paging, find).register(api);
        new MergeRequestRoutes(rules, bodies, paging, find).register(api);
        new MergeRequestEdits(rules, bodies, find).register(api);
        new MergeRoutes(rules, bodies, find).register(api);
        new ApprovalRoutes(rules, bodies, find).register(api);
        new ApprovalRuleRoutes(rules, bodies, paging, find).register(api);
        new ApprovalSettingRoutes(find).register(api);
        new StatusCheckRoutes(rules, bodies, webhooks, paging, find).register(api);
        new VulnerabilityRoutes(rules, paging, find).register(api);
        new NoteRoutes(rules, bodies, paging, find).register(api);
        new PipelineRoutes(rules, bodies, paging, find, ci).register(api);
        new JobRoutes(rules, bodies, paging, find).register(api);
        new ArtifactRoutes(rules, find).register(api);
        new HookRoutes(
                        rules,
                        webhooks,
                        paging,
                        call -> find.project(call, AccessLevel.MAINTAINER),
                        call -> find.group(call, AccessLevel.OWNER))
                .register(api);
    }
}
