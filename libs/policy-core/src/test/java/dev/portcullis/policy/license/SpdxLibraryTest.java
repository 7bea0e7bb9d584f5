// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spdx.core.InvalidSPDXAnalysisException;
import org.spdx.library.ListedLicenses;
import org.spdx.storage.listedlicense.LicenseJsonTOC;
import org.spdx.storage.listedlicense.SpdxListedLicenseLocalStore;

/** The library of the SPDX project asks no network, keeps nothing, and lists the licences that our table lists. */
class SpdxLibraryTest {
    private static final String OFFLINE = "org.spdx.useJARLicenseInfoOnly";

    @Test
    void theTableIsTheListOfTheLibrary() throws IOException, InvalidSPDXAnalysisException {
        LicenseJsonTOC list;
        try (InputStream in = new SpdxListedLicenseLocalStore().getTocInputStream()) {
            list = new Gson().fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), LicenseJsonTOC.class);
        }
        TreeMap<String, String> names = new TreeMap<>();
        list.getLicenses().forEach(listed -> names.put(listed.getLicenseId(), listed.getName()));
        TreeMap<String, String> ours = new TreeMap<>();
        try (InputStream in = LicenseCatalog.class.getResourceAsStream("spdx-licenses.tsv")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines.getFirst()).contains("SPDX License List " + list.getLicenseListVersion());
            for (String line : lines.subList(1, lines.size())) {
                String[] columns = line.split("\t");
                ours.put(columns[0], columns[1]);
                if (columns.length > 2) {
                    assertThat(ListedLicenses.getListedLicenses()
                                    .getListedLicenseByIdCompatV2(columns[0])
                                    .isDeprecated())
                            .as(line)
                            .isTrue();
                    assertThat(names).as(line).containsKey(columns[2].split(" ")[0]);
                }
            }
        }
        assertThat(ours).isEqualTo(names);
    }

    @Test
    void theNetworkIsNeverAsked(@TempDir Path directory) throws IOException, InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnAll(proxy, asked));
            List<String> online = List.of(
                    "-D" + OFFLINE + "=false",
                    "-Dhttps.proxyHost=" + proxy.getInetAddress().getHostAddress(),
                    "-Dhttps.proxyPort=" + proxy.getLocalPort());
            assertThat(run(directory, online.subList(1, 3), "one")).isEmpty();
            assertThat(run(directory, online, "one"))
                    .contains("The SPDX library would fetch its licence list from the network");
            assertThat(asked).hasValue(0);
            run(directory, online, "bare");
            assertThat(asked).hasPositiveValue();
        }
    }

    @Test
    void strangersExpressionsLeaveNothingBehind(@TempDir Path directory) throws IOException, InterruptedException {
        assertThat(run(directory, List.of("-Xmx64m"), "many")).isEmpty();
    }

    @Test
    void manyThreadsReadTheSameAtFirstUse(@TempDir Path directory) throws IOException, InterruptedException {
        assertThat(run(directory, List.of(), "threads")).isEmpty();
    }

    private static void hangUpOnAll(ServerSocket proxy, AtomicInteger asked) {
        try {
            while (true) {
                try (Socket caller = proxy.accept()) {
                    asked.incrementAndGet();
                }
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    /** What {@link ReadExpressions} prints in a process of its own. */
    private static String run(Path directory, List<String> options, String what)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ReadExpressions.class.getName(), what));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended").isTrue();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }
}
