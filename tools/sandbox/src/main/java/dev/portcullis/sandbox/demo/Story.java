// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The main job, told on the simulated GitLab: a policy is proposed by one person and approved by another; a clean merge
 * request passes; one that breaks the policy stays blocked until an eligible person approves; what the target branch
 * already had blocks nobody.
 */
public final class Story {
    private static final String CRITICALS = "No new critical findings";
    private static final String ANY = "No new findings";
    /** How long a step may take before the story counts as failed. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Cast cast;
    private final Narrator narrator;
    private final Await await;
    private final String portcullisUrl;
    private final String run = Long.toString(System.currentTimeMillis(), 36);

    private Story(String portcullisUrl, String gitLabUrl, String rootToken, PrintStream out, Duration patience) {
        this.await = new Await(patience);
        this.portcullisUrl = portcullisUrl;
        this.narrator = new Narrator(out);
        this.cast = Cast.of(portcullisUrl, gitLabUrl, rootToken);
    }

    /** Signs the people of the story in; fails where Portcullis or the GitLab does not answer. */
    public static Story of(
            String portcullisUrl, String gitLabUrl, String rootToken, PrintStream out, Duration patience) {
        return new Story(portcullisUrl, gitLabUrl, rootToken, out, patience);
    }

    /**
     * Tells the story with the demo's own reports.
     *
     * @throws StoryFailure at the first step that does not go as told
     */
    public void tell() {
        new PolicyChapter(cast, narrator, portcullisUrl).tell(CRITICALS, "[critical]");
        Project web = cast.project("acme/shop/web");
        web.scanDefaultBranch(List.of(
                Report.ofDemo("sast", "web-main-sast.json"),
                Report.ofDemo("secret_detection", "web-main-secrets.json"),
                Report.ofDemo("dependency_scanning", "web-main-dependencies.json")));

        clean(web);
        blockedAndReleased(
                web,
                List.of(
                        Report.ofDemo("sast", "web-critical-sast.json"),
                        Report.ofDemo("secret_detection", "web-main-secrets.json"),
                        Report.ofDemo("dependency_scanning", "web-main-dependencies.json")));
        known();
        audit();
    }

    /**
     * Tells the story with reports of the user's own: {@code reports} come with a merge request, {@code baseline} is
     * what the target branch has. Which way it goes depends on them.
     *
     * @throws StoryFailure at the first step that does not go as told
     */
    public void tell(List<Report> reports, List<Report> baseline) {
        new PolicyChapter(cast, narrator, portcullisUrl).tell(ANY, "[]");
        Project payments = cast.project("acme/payments");
        narrator.chapter("The default branch of acme/payments is scanned: " + types(baseline) + ".");
        payments.scanDefaultBranch(baseline);
        MergeRequest opened = open(payments, "own-" + run, "Bring these reports");
        Verdict verdict = decide(opened, reports);
        if (verdict.isBlocked()) {
            release(opened, reports);
        } else {
            merge(opened, reports, "Nothing in these reports is new, so nobody has to approve.");
        }
        audit();
    }

    private void clean(Project web) {
        MergeRequest clean = open(web, "clean-" + run, "Rename a variable");
        List<Report> reports = List.of(
                Report.ofDemo("sast", "web-clean-sast.json"),
                Report.ofDemo("secret_detection", "web-main-secrets.json"),
                Report.ofDemo("dependency_scanning", "web-main-dependencies.json"));
        Verdict verdict = decide(clean, reports);
        narrator.check(verdict.isReleased(), "a clean merge request passes", verdict);
        merge(clean, reports, "It brings nothing new, so it merges without anybody's approval.");
    }

    private void blockedAndReleased(Project web, List<Report> reports) {
        MergeRequest search = open(web, "search-" + run, "Add a search");
        Verdict verdict = decide(search, reports);
        narrator.check(verdict.outcome().equals("approval_required"), "a new critical finding blocks", verdict);
        release(search, reports);
    }

    private void known() {
        Project api = cast.project("acme/shop/api");
        narrator.chapter("acme/shop/api has four critical findings on its default branch already.");
        api.scanDefaultBranch(List.of(
                Report.ofDemo("sast", "api-main-sast.json"),
                Report.ofDemo("secret_detection", "api-main-secrets.json"),
                Report.ofDemo("dependency_scanning", "api-main-dependencies.json"),
                Report.ofDemo("container_scanning", "api-main-container.json")));
        MergeRequest docs = open(api, "docs-" + run, "Improve the documentation");
        List<Report> reports = List.of(
                Report.ofDemo("sast", "api-branch-sast.json"),
                Report.ofDemo("secret_detection", "api-branch-secrets.json"),
                Report.ofDemo("dependency_scanning", "api-branch-dependencies.json"),
                Report.ofDemo("container_scanning", "api-branch-container.json"));
        Verdict verdict = decide(docs, reports);
        narrator.check(verdict.isReleased(), "findings that the target has do not block", verdict);
        merge(docs, reports, "The target branch had all of them, so they block nobody.");
    }

    private MergeRequest open(Project project, String branch, String title) {
        narrator.chapter("Dora opens a merge request in " + project.path() + ": \"" + title + "\".");
        MergeRequest opened = project.open(branch, title);
        narrator.link(opened.url());
        Rest.Answer early = opened.merge();
        narrator.check(early.status() == 405, "nothing merges before its pipeline has run", early);
        return opened;
    }

    private Verdict decide(MergeRequest mergeRequest, List<Report> reports) {
        mergeRequest.project().scan(mergeRequest, reports);
        narrator.result("Its pipeline runs: " + types(reports) + ".");
        String head = mergeRequest.inGitLab().path("sha").asText();
        Verdict verdict = await.until(
                "a decision about " + mergeRequest.name(),
                () -> verdict(mergeRequest),
                found -> found.headSha().equals(head) && (found.isBlocked() || found.isReleased()));
        verdict.sentences().forEach(narrator::result);
        narrator.link(page(mergeRequest));
        return verdict;
    }

    private void release(MergeRequest mergeRequest, List<Report> reports) {
        narrator.chapter("Dora tries to merge it all the same.");
        await.until(
                "the block of " + mergeRequest.name() + " to show in GitLab",
                () -> mergeRequest
                        .inGitLab()
                        .path("head_pipeline")
                        .path("status")
                        .asText(),
                "failed"::equals);
        Rest.Answer refused = mergeRequest.merge();
        narrator.check(refused.status() == 405, "GitLab refuses the merge with 405", refused);
        narrator.result("GitLab's own merge call answers 405: "
                + refused.body().path("message").asText() + ".");
        narrator.result("The comment of the bot: " + firstLine(comment(mergeRequest)));

        narrator.chapter("Linus, a developer who is not in acme/security, approves.");
        long before = lastRead(mergeRequest, 0);
        mergeRequest.approve(cast.linus());
        await.until(
                "Portcullis to look at the approval", () -> lastRead(mergeRequest, before), number -> number > before);
        Verdict still = verdict(mergeRequest);
        narrator.check(still.isBlocked(), "an approval by somebody who is not eligible does not help", still);
        narrator.check(mergeRequest.merge().status() == 405, "GitLab still refuses the merge", still);
        narrator.result("It stays blocked: only people of acme/security can release it.");

        narrator.chapter("Grace looks at the findings and approves.");
        mergeRequest.approve(cast.grace());
        await.until("the release of " + mergeRequest.name(), () -> verdict(mergeRequest), Verdict::isReleased);
        merge(mergeRequest, reports, "Released, and it merges.");
    }

    private void merge(MergeRequest mergeRequest, List<Report> onDefaultBranch, String sentence) {
        Rest.Answer merged =
                await.until("GitLab to merge " + mergeRequest.name(), mergeRequest::merge, Rest.Answer::isOk);
        narrator.check(merged.text("state").equals("merged"), "it is merged", merged);
        mergeRequest.project().scanDefaultBranch(onDefaultBranch);
        narrator.result(sentence);
    }

    private void audit() {
        narrator.chapter("All of it is on record.");
        JsonNode entries = await.until(
                "the audit log",
                () -> cast.adaAtPortcullis().require("GET", "/api/v1/audit?limit=200", null),
                page -> page.toString().contains("proposal.approved"));
        narrator.result("The audit log shows " + entries.path("items").size() + " entries to Ada.");
        narrator.link(portcullisUrl + "/api/v1/audit");
    }

    private Verdict verdict(MergeRequest mergeRequest) {
        return Verdict.of(cast.graceAtPortcullis(), mergeRequest);
    }

    private String comment(MergeRequest mergeRequest) {
        return await.until(
                        "a comment of the bot on " + mergeRequest.name(),
                        () -> mergeRequest.botComments(cast.dora()),
                        comments -> !comments.isEmpty())
                .getFirst();
    }

    /** The number, in GitLab's call log, of Portcullis' last look at the approvals; {@code before} where there is none. */
    private long lastRead(MergeRequest mergeRequest, long before) {
        String path =
                "/projects/" + mergeRequest.project().id() + "/merge_requests/" + mergeRequest.iid() + "/approvals";
        JsonNode calls = cast.ci().require("GET", "/calls?method=GET&after=" + before + "&path=" + path, null);
        return calls.isEmpty()
                ? before
                : calls.path(calls.size() - 1).path("number").asLong();
    }

    private String page(MergeRequest mergeRequest) {
        return portcullisUrl + Verdict.path(mergeRequest);
    }

    private static String firstLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("<!--"))
                .findFirst()
                .orElse("");
    }

    private static String types(List<Report> reports) {
        return reports.isEmpty()
                ? "without any report"
                : String.join(", ", reports.stream().map(Report::type).toList());
    }
}
