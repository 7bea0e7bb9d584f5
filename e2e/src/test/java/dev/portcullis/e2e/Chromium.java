// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless browser with a profile of its own. Each page that was looked at is kept as a picture. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Starts it.
     *
     * @param profile an empty directory
     */
    static Chromium start(Path profile) {
        Optional<Path> browser = find("chromium", "chromium-browser", "google-chrome");
        Optional<Path> remote = find("chromedriver");
        boolean found = browser.isPresent() && remote.isPresent();
        if (System.getenv("CI") == null) {
            Assumptions.assumeTrue(found, "no chromium and chromedriver on the PATH (Debian: chromium-driver)");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1200,900",
                "--user-data-dir=" + profile);
        return new Chromium(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(remote.orElseThrow().toFile())
                        .build(),
                options));
    }

    void open(String url) {
        driver.get(url);
    }

    String url() {
        return driver.getCurrentUrl();
    }

    /** What a person reads on the page. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Waits until something is to be seen. */
    WebElement see(By what) {
        return new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.visibilityOfElementLocated(what));
    }

    /** Waits until the browser is where it should be. */
    void arriveAt(String url) {
        new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.urlToBe(url));
    }

    /** The status that a request of the page's own gets. */
    long request(String method, String path) {
        Object status = driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "fetch(arguments[1], {method: arguments[0]}).then(a => done(a.status), e => done(-1))",
                method,
                path);
        return ((Number) status).longValue();
    }

    /** Keeps what is to be seen now as a picture. */
    void picture(String name) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static Optional<Path> find(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
