// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import java.util.List;
import java.util.Map;

/** A GitLab Premium, approvals that are not bound to the head, settings that are put right, and few pipelines. */
public class OtherChoices extends WithGitLab {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(PortcullisServers.class),
                new TestResourceEntry(TestIssuer.class),
                new TestResourceEntry(
                        SandboxGitLab.class,
                        Map.of(
                                SandboxGitLab.TIER,
                                "PREMIUM",
                                "portcullis.approvals.bind-to-head",
                                "false",
                                "portcullis.enforcement.manage-settings",
                                "true",
                                "portcullis.evaluation.most-pipelines",
                                "3")));
    }
}
