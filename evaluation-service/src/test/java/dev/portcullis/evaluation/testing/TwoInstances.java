// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A second GitLab beside the first. */
public class TwoInstances extends WithGitLab {
    /** The name of the second, which no test breaks. */
    public static final String HEALTHY = "healthy";

    @Override
    public List<TestResourceEntry> testResources() {
        List<TestResourceEntry> resources = new ArrayList<>(super.testResources());
        resources.add(new TestResourceEntry(SandboxGitLab.class, Map.of(SandboxGitLab.INSTANCE, HEALTHY)));
        return resources;
    }
}
