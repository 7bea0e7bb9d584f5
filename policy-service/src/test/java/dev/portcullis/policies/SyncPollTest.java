// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With every webhook lost, polling alone leads to the same. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
@TestProfile(SyncPollTest.Often.class)
class SyncPollTest {
    @Inject
    People people;

    @Inject
    EventPublisher publisher;

    /** Comes round every second. */
    public static final class Often implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("portcullis.sync.every", "1s");
        }
    }

    @Test
    void aPushThatNobodyToldOfIsFound() {
        people.alice();
        people.bob();
        people.carol();
        String name = unique();
        Linked linked = Linked.to(new PolicyProject("alice", "bob", "carol"), people, publisher);
        linked.project.bring("alice", "bob", "carol", policy(name));

        linked.await(() -> linked.policy(name) != null);
        assertThat(linked.policy(name).getList("current.approvers.name")).isEqualTo(List.of("bob"));
    }
}
