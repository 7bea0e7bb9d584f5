// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An approval rule of a project, or of one merge request (Premium). */
public final class ApprovalRule {
    public long id;
    public String name = "";
    public String ruleType = "regular";
    public @Nullable String reportType;
    public int approvalsRequired;
    public List<Long> userIds = new ArrayList<>();
    public List<Long> groupIds = new ArrayList<>();
    public List<Long> protectedBranchIds = new ArrayList<>();
    public boolean appliesToAllProtectedBranches;
    public @Nullable Long sourceRuleId;
}
