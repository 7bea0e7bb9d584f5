// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.model.BranchException;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.snapshot.Project;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("S3-5")
class PolicyReachTest {
    private static final Project PROJECT = Projects.web("main", "release/*");

    @ParameterizedTest
    @CsvSource({
        "ALL, fix, main, true",
        "DEFAULT, main, main, true",
        "DEFAULT, fix, main, false",
        "PROTECTED, release/1, main, true",
        "PROTECTED, fix, main, false",
        "TARGET_DEFAULT, fix, main, true",
        "TARGET_DEFAULT, fix, release/1, false",
        "TARGET_PROTECTED, fix, release/1, true",
        "TARGET_PROTECTED, fix, playground, false",
        "ALL, wip/fix, main, false"
    })
    void anExecutionRuleIsAboutBranchesOrWhereTheyMerge(
            BranchType type, String branch, String target, boolean covered) {
        BranchSelector selector =
                new BranchSelector(new BranchSelector.OfType(type), List.of(new BranchException("wip/*", null)));
        assertThat(PolicyReach.covers(selector, PROJECT, branch, List.of(target)))
                .isEqualTo(covered);
    }
}
