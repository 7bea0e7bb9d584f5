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
        assertThat(or(off, new GroupBranchModification(false, List.of(4L)))).isEqualTo(off);
        assertThat(or(off, null)).isEqualTo(off);
        assertThat(or(null, some)).isEqualTo(some);
        assertThat(or(some, null)).isEqualTo(some);
        assertThat(or(null, off)).isEqualTo(off);
        assertThat(or(null, null)).isNull();
    }

    @Test
    void eachSettingIsTightenedByEither() {
        ApprovalSettings author = new ApprovalSettings(true, false, false, false, false, null, false);
        ApprovalSettings committer = new ApprovalSettings(false, true, false, false, false, null, false);
        ApprovalSettings fresh = new ApprovalSettings(false, false, true, false, false, null, false);
        ApprovalSettings password = new ApprovalSettings(false, false, false, true, false, null, false);
        ApprovalSettings branches = new ApprovalSettings(false, false, false, false, true, null, false);
        ApprovalSettings pushing = new ApprovalSettings(false, false, false, false, false, null, true);
        for (ApprovalSettings one : List.of(author, committer, fresh, password, branches, pushing)) {
            assertThat(one.or(ApprovalSettings.NONE)).isEqualTo(one);
            assertThat(ApprovalSettings.NONE.or(one)).isEqualTo(one);
        }
        assertThat(author.or(committer).or(fresh).or(password).or(branches).or(pushing))
                .isEqualTo(new ApprovalSettings(true, true, true, true, true, null, true));
        assertThat(ApprovalSettings.NONE.or(ApprovalSettings.NONE)).isEqualTo(ApprovalSettings.NONE);
    }

    private static @Nullable GroupBranchModification or(
            @Nullable GroupBranchModification one, @Nullable GroupBranchModification other) {
        return settings(one).or(settings(other)).blockGroupBranchModification();
    }

    private static ApprovalSettings settings(@Nullable GroupBranchModification groups) {
        return new ApprovalSettings(false, false, false, false, false, groups, false);
    }
}
