// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.ScanType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    private static final String TRACKING = """
            ,"tracking":{"type":"source","items":[{"file":"app/main.py","line_start":12,"line_end":12,"signatures":[
              {"algorithm":"hash","value":"whatever"},
              {"algorithm":"of_tomorrow","value":"unknown"},
              {"algorithm":"scope_offset_compressed","value":"app/main.py|main()[0]:5"}]}]}""";

    @Test
    void fingerprintsAnIdentifierInItsExactCase() {
        assertThat(new Identifier("semgrep_id", "x", "bandit.B303-1").fingerprint())
                .isEqualTo("cb9eb36f8ba1bb8c1a428934583a60d4e4f69e79");
        assertThat(new Identifier("cve", "x", "CVE-2019-10086").fingerprint())
                .isEqualTo("31b778fb1ffd813aa6053fac9bd4dcedf3a8d7d9");
    }

    @Test
    @Tag("S2.6-26")
    void identifiesAFindingByItsLocation() throws ReportException {
        ReportedFinding finding = Reports.read(Reports.of("semgrep", Reports.finding("app/main.py", 12, "")))
                .findings()
                .getFirst();

        assertThat(finding.locations()).containsExactly("6957914f2fa49c203eb54c279181bfcd36e7a94a");
        assertThat(finding.uuid()).hasToString("d2d3feb3-f442-5a7d-82ca-ae102cf72fdc");
    }

    @Test
    void prefersTheMostTellingSignature() throws ReportException {
        ReportedFinding finding = Reports.read(Reports.of("semgrep", Reports.finding("app/main.py", 12, TRACKING)))
                .findings()
                .getFirst();

        assertThat(finding.uuid()).hasToString("0383accd-544c-5537-9061-a9957f6b1b9a");
        assertThat(finding.locations())
                .hasSize(3)
                .startsWith("scope_offset_compressed:2af0aa7e36329344a773e6d8f1b4789c2547aed0")
                .endsWith("6957914f2fa49c203eb54c279181bfcd36e7a94a");
        assertThat(finding.uuid())
                .as("lines may move")
                .isEqualTo(Reports.read(Reports.of("semgrep", Reports.finding("app/main.py", 99, TRACKING)))
                        .findings()
                        .getFirst()
                        .uuid());
    }

    @ParameterizedTest
    @CsvSource({
        "alpine:3.7.3, alpine:3.7.3",
        "app:latest, app",
        "app:v19202021, app",
        "app:1.2.3-rc.1, app:1.2.3-rc.1",
        "app:12345019, app",
        "app:5f1c2d3e4b5a69788796a5b4c3d2e1f00f1e2d3c, app",
        "registry.gitlab.com/my/project, registry.gitlab.com/my/project",
        "host:5000/app, host",
        "host:5000/app:1.2, host:5000/app:1.2"
    })
    void keepsAnImagesTagWhereItIsAVersion(String image, String normalised) {
        assertThat(ImageName.normalised(image)).isEqualTo(normalised);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SAST | {'file':'a.py','start_line':3} | a.py:3:",
                "SECRET_DETECTION | {'file':'a.env','start_line':3,'end_line':4,'commit':{'sha':'abc'}} | a.env:3:4",
                "DEPENDENCY_SCANNING | {'file':'go.sum','dependency':{'package':{'name':'yaml'},'version':'2'}} | go.sum:yaml",
                "CONTAINER_SCANNING | {'image':'registry.gitlab.com/my/project:latest','operating_system':'debian',"
                        + "'dependency':{'package':{'name':'glibc'}}} | registry.gitlab.com/my/project:glibc",
                "CONTAINER_SCANNING | {'image':'app:feature','default_branch_image':'app:1.0',"
                        + "'dependency':{'package':{'name':'glibc'}}} | app:1.0:glibc",
                "CLUSTER_IMAGE_SCANNING | {'image':'app:1.0','dependency':{'package':{'name':'glibc'}},"
                        + "'kubernetes_resource':{'agent_id':'7','kind':'Pod'}} | AGENT_7:app:1.0:glibc",
                "DAST | {'hostname':'http://x','method':'GET','param':'q','path':'/v1'} | /v1:GET:q",
                "API_FUZZING | {'method':'GET','path':'/v1'} | /v1:GET:",
                "COVERAGE_FUZZING | {'crash_type':'overflow','crash_state':'f g'} | overflow:f g"
            })
    void takesThePlaceAsGitLabDoes(ScanType type, String location, String data) throws ReportException {
        String finding = "{'identifiers':[{'type':'t','name':'n','value':'v'}],'location':" + location + "}";

        ReportedFinding read = Reports.read(type, Reports.of("x", finding.replace('\'', '"')))
                .findings()
                .getFirst();

        assertThat(read.locations()).containsExactly(Sha1.hex(data));
    }

    @Test
    void knowsTheWorkedFingerprintOfAnImage() {
        assertThat(Sha1.hex("registry.gitlab.com/my/project:glibc"))
                .isEqualTo("856f9858db85307a144d24275967376a432d9ed7");
    }
}
