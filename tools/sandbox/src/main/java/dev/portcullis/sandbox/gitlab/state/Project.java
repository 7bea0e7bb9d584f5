// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A project with all that belongs to it. */
public final class Project {
    public long id;
    public String name = "";
    public String path = "";
    public String description = "";
    public long namespaceId;
    public long creatorId;
    public Visibility visibility = Visibility.PRIVATE;
    public String defaultBranch = "main";
    public boolean archived;
    public @Nullable Long forkedFromId;
    public List<String> topics = new ArrayList<>();
    public Instant createdAt = Instant.EPOCH;
    public Instant lastActivityAt = Instant.EPOCH;
    public Settings settings = new Settings();
    public Map<Long, Member> members = new TreeMap<>();
    public List<GroupLink> invited = new ArrayList<>();
    public Map<String, Branch> branches = new TreeMap<>();
    public Map<String, ProtectedBranch> protectedBranches = new TreeMap<>();

    /** The commits that this repository holds, reachable from a branch or not. */
    public Set<String> commits = new HashSet<>();

    /** The pushes to branches, oldest first. */
    public List<PushEvent> pushEvents = new ArrayList<>();

    public Map<Long, MergeRequest> mergeRequests = new TreeMap<>();
    public Map<Long, Pipeline> pipelines = new TreeMap<>();
    public Map<Long, Job> jobs = new TreeMap<>();
    public Map<Long, Hook> hooks = new TreeMap<>();
    public Map<Long, ApprovalRule> approvalRules = new TreeMap<>();
    public Map<Long, StatusCheck> statusChecks = new TreeMap<>();
    public Map<Long, Vulnerability> vulnerabilities = new TreeMap<>();

    /** The ids of the frameworks, of its top-level group, that it has. */
    public Set<Long> complianceFrameworkIds = new TreeSet<>();

    /** What CI runs: the jobs as JSON, and when ({@code none}, {@code branch} or {@code merge_request}). */
    public @Nullable String ciJobs;

    public String ciOnPush = "none";
    public long lastMergeRequestIid;
    public long lastPipelineIid;

    /** The protection that covers {@code branch}, the exact name first; null if it is not protected. */
    public @Nullable ProtectedBranch protection(String branch) {
        ProtectedBranch exact = protectedBranches.get(branch);
        if (exact != null) {
            return exact;
        }
        return protectedBranches.values().stream()
                .filter(each -> each.covers(branch))
                .findFirst()
                .orElse(null);
    }

    /** The commit that {@code branch} points to; null if there is no such branch. */
    public @Nullable String head(String branch) {
        Branch found = branches.get(branch);
        return found == null ? null : found.sha;
    }

    /** The newest attempts and the retried ones of a pipeline, oldest first. */
    public List<Job> jobsOf(Pipeline pipeline) {
        List<Job> found = new ArrayList<>();
        for (long id : pipeline.jobIds) {
            Job job = jobs.get(id);
            if (job != null) {
                found.add(job);
            }
        }
        return found;
    }

    /** The jobs that count for a pipeline's status: without those that were retried. */
    public List<Job> latestJobsOf(Pipeline pipeline) {
        return jobsOf(pipeline).stream().filter(job -> !job.retried).toList();
    }
}
