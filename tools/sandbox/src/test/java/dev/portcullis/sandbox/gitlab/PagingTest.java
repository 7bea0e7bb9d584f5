// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PagingTest {
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
        for (int i = 0; i < 5; i++) {
            gitlab.project();
        }
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    @Test
    void offsetPagesHaveAllHeaders() {
        Answer second = gitlab.get(gitlab.root, "/projects?per_page=2&page=2");
        assertThat(second.json().size()).isEqualTo(2);
        assertThat(second.header("x-total")).isEqualTo("5");
        assertThat(second.header("x-total-pages")).isEqualTo("3");
        assertThat(second.header("x-page")).isEqualTo("2");
        assertThat(second.header("x-per-page")).isEqualTo("2");
        assertThat(second.header("x-prev-page")).isEqualTo("1");
        assertThat(second.header("x-next-page")).isEqualTo("3");
        assertThat(second.header("link")).contains("rel=\"prev\"", "rel=\"next\"", "rel=\"first\"", "rel=\"last\"");
        assertThat(gitlab.get(gitlab.root, "/projects?per_page=2&page=3").header("x-next-page"))
                .isEmpty();
    }

    @Test
    void linksKeepTheQueryAndLeaveTokensOut() {
        Answer first = gitlab.send(
                "GET", "/api/v4/projects?simple=true&per_page=2&private_token=" + gitlab.root, Map.of(), null);
        assertThat(first.header("link")).contains("simple=true").doesNotContain(gitlab.root);
    }

    @Test
    void pagesAreAtMostAHundredLongAndTwentyUnlessAsked() {
        assertThat(gitlab.get(gitlab.root, "/projects?per_page=1000").header("x-per-page"))
                .isEqualTo("100");
        assertThat(gitlab.get(gitlab.root, "/projects").header("x-per-page")).isEqualTo("20");
        assertThat(gitlab.get(gitlab.root, "/projects?page=x").text()).isEqualTo("{\"error\":\"page is invalid\"}");
        assertThat(gitlab.get(gitlab.root, "/projects?page=600&per_page=100").status())
                .isEqualTo(405);
    }

    @Test
    void keysetPagesAreFollowedByTheirLinks() {
        List<String> seen = new ArrayList<>();
        String path = "/api/v4/projects?pagination=keyset&order_by=id&sort=asc&per_page=2";
        int pages = 0;
        while (path != null) {
            Answer page = gitlab.send("GET", path, Map.of("PRIVATE-TOKEN", gitlab.root), null);
            assertThat(page.header("x-total")).isNull();
            seen.addAll(page.each("id"));
            Matcher next = NEXT.matcher(page.header("link") == null ? "" : page.header("link"));
            path = next.find() ? next.group(1).substring(gitlab.gitlab.baseUrl().length()) : null;
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void keysetIsOnlyById() {
        assertThat(gitlab.get(gitlab.root, "/projects?pagination=keyset&order_by=name")
                        .status())
                .isEqualTo(405);
    }
}
