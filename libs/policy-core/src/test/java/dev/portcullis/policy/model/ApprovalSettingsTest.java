// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.ApprovalSettings.GroupBranchModification;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovalSettingsTest {
    @Test
    void whatEitherForbidsIsForbidden() {
        GroupBranchModification some = new GroupBranchModification(true, List.of(1L, 2L));
        GroupBranchModification others = new GroupBranchModification(true, List.of(2L, 3L));
        GroupBranchModification off = new GroupBranchModification(false, List.of());
        assertThat(or(some, others)).isEqualTo(new GroupBranchModification(true, List.of(2L)));
        assertThat(or(some, off)).isEqualTo(some);
        assertThat(or(off, some)).isEqualTo(some);
        assertThat(or(null, some)).isEqualTo(some);
        assertThat(or(some, null)).isEqualTo(some);
        assertThat(or(null, off)).isEqualTo(off);
        assertThat(or(null, null)).isNull();
    }

    private static @Nullable GroupBranchModification or(
            @Nullable GroupBranchModification one, @Nullable GroupBranchModification other) {
        return settings(one).or(settings(other)).blockGroupBranchModification();
    }

    private static ApprovalSettings settings(@Nullable GroupBranchModification groups) {
        return new ApprovalSettings(false, false, false, false, false, groups, false);
    }
}
