// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.body;

import dev.portcullis.sandbox.gitlab.rule.Rules;

/** The bodies of all kinds of things. */
public final class Bodies {
    public final Urls urls;
    public final UserBody users;
    public final NamespaceBody namespaces;
    public final ProjectBody projects;
    public final CommitBody commits;
    public final PipelineBody pipelines;
    public final MergeRequestBody mergeRequests;
    public final ApprovalBody approvals;

    public Bodies(Rules rules, String externalUrl) {
        this.urls = new Urls(externalUrl, rules.state);
        this.users = new UserBody(rules.state, urls);
        this.namespaces = new NamespaceBody(rules.state, urls);
        this.projects = new ProjectBody(rules.state, rules.tier, urls, namespaces, rules.access);
        this.commits = new CommitBody(rules.state, rules.blobs, urls, rules.access, rules.repository);
        this.pipelines = new PipelineBody(rules.state, urls, users, commits);
        this.mergeRequests = new MergeRequestBody(rules, urls, users, pipelines);
        this.approvals = new ApprovalBody(rules, users, namespaces, commits, mergeRequests);
    }
}
