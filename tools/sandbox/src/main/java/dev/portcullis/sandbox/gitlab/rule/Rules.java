// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.http.BlobStore;
import dev.portcullis.sandbox.gitlab.http.SandboxClock;
import dev.portcullis.sandbox.gitlab.state.GitLabState;

/** GitLab's rules over one state, wired to each other. */
public final class Rules {
    public final GitLabState state;
    public final Tier tier;
    public final SandboxClock clock;
    public final BlobStore blobs;
    public final Events events;
    public final Access access;
    public final Repository repository;
    public final Approvals approvals;
    public final StatusChecks statusChecks;
    public final HeadPipeline headPipeline;
    public final Mergeability mergeability;
    public final SystemNotes systemNotes;
    public final Pushes pushes;
    public final MergeRequests mergeRequests;
    public final Pipelines pipelines;
    public final CommitStatuses commitStatuses;
    public final Accounts accounts;

    public Rules(GitLabState state, Tier tier, SandboxClock clock, BlobStore blobs, Events events) {
        this.state = state;
        this.tier = tier;
        this.clock = clock;
        this.blobs = blobs;
        this.events = events;
        this.access = new Access(state, clock);
        this.repository = new Repository(state);
        this.approvals = new Approvals(state, tier, access, repository);
        this.statusChecks = new StatusChecks(state, clock);
        this.headPipeline = new HeadPipeline(state, repository);
        this.mergeability = new Mergeability(state, tier, clock, repository, headPipeline, approvals, statusChecks);
        this.systemNotes = new SystemNotes(state, clock);
        this.pushes = new Pushes(state, tier, clock, events, repository, approvals, systemNotes);
        this.mergeRequests = new MergeRequests(
                state, clock, events, repository, pushes, approvals, mergeability, headPipeline, systemNotes);
        this.pipelines = new Pipelines(state, clock, events, headPipeline, mergeRequests);
        this.commitStatuses = new CommitStatuses(state, clock, access, repository, pipelines);
        this.accounts = new Accounts(state, clock, events);
    }
}
