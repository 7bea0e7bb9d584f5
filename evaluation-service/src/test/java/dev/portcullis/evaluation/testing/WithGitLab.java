// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/** The service with real servers and a simulated GitLab, and nothing of what other tests ask for. */
public class WithGitLab implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(PortcullisServers.class),
                new TestResourceEntry(TestIssuer.class),
                new TestResourceEntry(SandboxGitLab.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
        return true;
    }
}
