// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.portcullis.house.HouseRules;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContractsTest {
    private static final ProjectRef PROJECT = new ProjectRef("gitlab", 42, "acme/web");

    @Test
    void contractsKnowNoFramework() {
        JavaClasses classes = HouseRules.production("dev.portcullis.contracts");
        HouseRules.checkPure(classes);
    }

    @Test
    void anEventRefusesTheDataOfAnotherType() {
        RepositoryPushed pushed = new RepositoryPushed(PROJECT, "main", "a", "b", 1);

        assertThatThrownBy(() -> new Event<>(
                        UUID.randomUUID(),
                        "/gitlab/gitlab",
                        EventType.AUDIT,
                        "x",
                        Instant.EPOCH,
                        "c",
                        null,
                        null,
                        pushed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carries a AuditEntry, not a RepositoryPushed");
    }

    @Test
    void aLevelHasAPathUnlessItIsAnInstance() {
        assertThat(new Level(LevelKind.INSTANCE, "gitlab", "").text()).isEqualTo("gitlab");
        assertThat(new Level(LevelKind.GROUP, "gitlab", "acme").text()).isEqualTo("gitlab/acme");
        assertThatThrownBy(() -> new Level(LevelKind.GROUP, "gitlab", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void topicsAreFoundByName() {
        assertThat(Topic.named("portcullis.audit.v1")).contains(Topic.AUDIT);
        assertThat(Topic.named("portcullis.audit.v9")).isEmpty();
    }
}
