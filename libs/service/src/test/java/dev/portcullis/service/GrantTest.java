// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.service.access.Grant;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import dev.portcullis.service.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantTest {
    @Test
    void aGrantCoversItsSubtreeAndNoNeighbour() {
        Grant grant = new Grant("auditor", "gitlab/acme");

        assertThat(grant.gives("auditor", "gitlab/acme")).isTrue();
        assertThat(grant.gives("auditor", "gitlab/acme/web")).isTrue();
        assertThat(grant.gives("auditor", "gitlab/acme-corp")).isFalse();
        assertThat(grant.gives("auditor", "gitlab")).isFalse();
        assertThat(grant.gives("viewer", "gitlab/acme/web")).isTrue();
        assertThat(grant.gives("admin", "gitlab/acme/web")).isFalse();
    }

    @Test
    void aFilterIsFalseForNobodyAndTrueForTheRoot() {
        assertThat(new NamespaceFilter(List.of()).condition("namespace")).isEqualTo("false");
        assertThat(new NamespaceFilter(List.of("gitlab/a", "")).condition("namespace"))
                .isEqualTo("true");
        NamespaceFilter two = new NamespaceFilter(List.of("gitlab/a", "gitlab/b"));
        assertThat(two.condition("namespace").chars().filter(c -> c == '?').count())
                .isEqualTo(4);
        assertThat(two.parameters()).containsExactly("gitlab/a", "gitlab/a/", "gitlab/b", "gitlab/b/");
        assertThat(two.covers("gitlab/b/c")).isTrue();
        assertThat(two.covers("gitlab/bc")).isFalse();
    }

    @Test
    void aCursorReadsBackAndRefusesWhatIsNotOurs() {
        Cursor cursor = Cursor.at("2026-11-24T12:00:00Z", 7);

        assertThat(Cursor.parse(cursor.text(), 2)).isEqualTo(cursor);
        assertThat(Cursor.parse(null, 2)).isNull();
        for (String bad : List.of("%%%", cursor.text() + "x!", "a".repeat(2_000))) {
            assertThatThrownBy(() -> Cursor.parse(bad, 2)).isInstanceOf(ProblemException.class);
        }
        assertThatThrownBy(() -> Cursor.parse(cursor.text(), 3)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aPageHasANextOnlyWhereMoreRowsCame() {
        assertThat(Page.of(List.of(1, 2, 3), 3, Cursor::at).next()).isNull();
        Page<Integer> page = Page.of(List.of(1, 2, 3), 2, Cursor::at);
        assertThat(page.items()).containsExactly(1, 2);
        assertThat(Cursor.parse(page.next(), 1)).isEqualTo(Cursor.at(2));
    }
}
