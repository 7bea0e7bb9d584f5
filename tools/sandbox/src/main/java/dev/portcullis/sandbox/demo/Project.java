// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A project of the demo, as a developer and its CI work on it. */
public final class Project {
    private final String path;
    private final Rest developer;
    private final Rest ci;

    /**
     * A project.
     *
     * @param path its full path
     * @param developer who pushes and opens merge requests
     * @param ci the control API of the simulated GitLab, which plays the runners
     */
    Project(String path, Rest developer, Rest ci) {
        this.path = path;
        this.developer = developer;
        this.ci = ci;
    }

    /** The full path. */
    public String path() {
        return path;
    }

    /** GitLab's id. */
    public long id() {
        return developer.require("GET", Company.project(path), null).path("id").asLong();
    }

    /** Runs a finished pipeline on the default branch. */
    public void scanDefaultBranch(List<Report> reports) {
        ci.require("POST", Company.project(path) + "/pipelines", Map.of("ref", "main", "jobs", jobs(reports)));
    }

    /** Pushes a branch with one commit and opens a merge request to the default branch. */
    public MergeRequest open(String branch, String title) {
        commit(branch, "main", title);
        JsonNode opened = developer.require(
                "POST",
                Company.project(path) + "/merge_requests",
                Map.of("source_branch", branch, "target_branch", "main", "title", title));
        return new MergeRequest(
                this, opened.path("iid").asLong(), opened.path("web_url").asText());
    }

    /** Runs a finished merge request pipeline. */
    public void scan(MergeRequest mergeRequest, List<Report> reports) {
        ci.require(
                "POST",
                Company.project(path) + "/pipelines",
                Map.of("merge_request_iid", mergeRequest.iid(), "jobs", jobs(reports)));
    }

    Rest developer() {
        return developer;
    }

    private void commit(String branch, String from, String message) {
        Map<String, Object> commit = new LinkedHashMap<>();
        commit.put("branch", branch);
        commit.put("start_branch", from);
        commit.put("commit_message", message);
        commit.put(
                "actions",
                List.of(Map.of("action", "create", "file_path", branch + ".txt", "content", message + "\n")));
        developer.require("POST", Company.project(path) + "/repository/commits", commit);
    }

    private static List<Map<String, Object>> jobs(List<Report> reports) {
        List<Map<String, Object>> jobs = new ArrayList<>();
        jobs.add(Map.of("name", "unit-tests", "stage", "test", "status", "success"));
        for (int i = 0; i < reports.size(); i++) {
            Report report = reports.get(i);
            jobs.add(Map.of(
                    "name",
                    report.type().replace('_', '-') + (i == 0 ? "" : "-" + i),
                    "stage",
                    "test",
                    "status",
                    "success",
                    "paths",
                    true,
                    "reports",
                    Map.of(report.type(), report.text())));
        }
        return jobs;
    }
}
