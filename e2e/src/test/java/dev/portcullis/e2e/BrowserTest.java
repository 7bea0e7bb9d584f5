// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.sandbox.demo.Company;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** What a person does with a browser. */
class BrowserTest {
    @TempDir
    static Path directory;

    private static RunningSystem running;

    @TempDir
    Path profile;

    private Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        running = RunningSystem.start(directory);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @BeforeEach
    void openBrowser() {
        browser = Chromium.start(profile);
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy-service", "evaluation-service", "alert-service", "audit-service"})
    void theStartPageLeadsToTheDocumentationOfEachApi(String service) throws Exception {
        browser.open(home());
        browser.see(By.linkText(service)).click();

        assertThat(browser.see(By.cssSelector("h1.title, h2.title")).getText()).contains("Portcullis " + service);
        browser.see(By.cssSelector(".opblock .opblock-summary-path"));
        browser.picture("documentation-" + service);
    }

    @Test
    void aPersonSignsInWithGitLabAndOutAgain() throws Exception {
        signIn(Company.ADA, Company.PASSWORD);
        browser.arriveAt(home());
        browser.picture("start");

        browser.open(home() + "api/v1/session");
        assertThat(browser.text()).contains("\"name\":\"ada\"").contains("policy-author");
        openDocumentation();
        assertThat(browser.request("GET", "/api/v1/policies")).isEqualTo(200);
        assertThat(browser.request("POST", "/api/v1/session/refresh")).isEqualTo(200);
        assertThat(browser.request("DELETE", "/api/v1/session")).isEqualTo(204);
        assertThat(browser.request("GET", "/api/v1/policies")).isEqualTo(401);
        assertThat(browser.request("POST", "/api/v1/session/refresh")).isEqualTo(401);
    }

    @Test
    void aWrongPasswordLeadsNowhere() throws Exception {
        signIn(Company.ADA, "guess");

        assertThat(browser.see(By.cssSelector("[role=alert]")).getText()).contains("Invalid");
        browser.picture("wrong-password");
        openDocumentation();
        assertThat(browser.request("GET", "/api/v1/session")).isEqualTo(401);
    }

    /** A page of ours that may send requests; the start page may not. */
    private void openDocumentation() {
        browser.open(home() + "api/docs/policy-service/");
        browser.see(By.cssSelector(".opblock"));
    }

    private void signIn(String username, String password) throws Exception {
        browser.open(home());
        browser.see(By.linkText("Sign in")).click();
        browser.see(By.name("user[login]")).sendKeys(username);
        browser.see(By.name("user[password]")).sendKeys(password);
        assertThat(browser.url()).startsWith(running.system().gitLabUrl());
        browser.picture("sign-in");
        browser.see(By.cssSelector("button[type=submit]")).click();
    }

    private static String home() {
        return running.system().url() + "/";
    }
}
