// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.sandbox.gitlab.SimulatedGitLab;
import dev.portcullis.sandbox.gitlab.SimulatedGitLabOptions;
import dev.portcullis.sandbox.gitlab.Tier;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompanyTest {
    @TempDir
    Path directory;

    private SimulatedGitLab gitLab;

    @BeforeEach
    void start() {
        gitLab = SimulatedGitLab.start(SimulatedGitLabOptions.of(Tier.FREE));
    }

    @AfterEach
    void stop() {
        gitLab.close();
    }

    @Test
    void theCompanyIsFoundedOnce() {
        Company first = Company.found(gitLab.baseUrl(), gitLab.rootToken());
        Company again = Company.found(gitLab.baseUrl(), gitLab.rootToken());

        assertThat(again.user(Company.GRACE)).isEqualTo(first.user(Company.GRACE));
        again.connect("http://127.0.0.1:1/webhooks/gitlab/gitlab", "secret");
        again.connect("http://127.0.0.1:2/webhooks/gitlab/gitlab", "secret");
        Rest root = Rest.gitLab(gitLab.baseUrl(), gitLab.rootToken());
        assertThat(root.require("GET", Company.project("acme/payments") + "/hooks", null))
                .singleElement()
                .satisfies(hook -> assertThat(hook.path("url").asText()).contains(":2/"));
    }

    @Test
    void aDeveloperOpensAMergeRequestThatCannotMergeBeforeItsPipeline() {
        Company company = Company.found(gitLab.baseUrl(), gitLab.rootToken());
        Rest ci = new Rest(HttpClient.newHttpClient(), gitLab.baseUrl() + "/-/sandbox", Map.of());
        Project web = new Project("acme/shop/web", Rest.gitLab(gitLab.baseUrl(), company.token(Company.DORA)), ci);

        MergeRequest opened = web.open("fix", "Fix it");
        assertThat(opened.merge().status()).isEqualTo(405);
        web.scan(opened, List.of(Report.ofDemo("sast", "web-clean-sast.json")));

        assertThat(opened.inGitLab().path("head_pipeline").path("status").asText())
                .isEqualTo("success");
        assertThat(opened.merge().text("state")).isEqualTo("merged");
    }

    @Test
    void theTypeOfAReportIsWhatItSaysElseWhatItIsCalled() throws Exception {
        Path stated = Files.writeString(directory.resolve("a.json"), "{\"scan\": {\"type\": \"dast\"}}");
        Path category =
                Files.writeString(directory.resolve("b.json"), "{\"vulnerabilities\": [{\"category\": \"sast\"}]}");
        Path named = Files.writeString(directory.resolve("gl-container-scanning-report.json"), "{");
        Path unknown = Files.writeString(directory.resolve("c.json"), "{}");

        assertThat(Report.read(stated).type()).isEqualTo("dast");
        assertThat(Report.read(category).type()).isEqualTo("sast");
        assertThat(Report.read(named).type()).isEqualTo("container_scanning");
        assertThatThrownBy(() -> Report.read(unknown))
                .isInstanceOf(StoryFailure.class)
                .hasMessageContaining("does not say its type");
    }
}
