// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A protected branch or wildcard ({@code release/*}). */
public final class ProtectedBranch {
    public long id;
    public String name = "";
    public List<BranchAccess> push = new ArrayList<>();
    public List<BranchAccess> merge = new ArrayList<>();
    public List<BranchAccess> unprotect = new ArrayList<>();
    public boolean allowForcePush;
    public boolean codeOwnerApprovalRequired;

    /** True if {@code branch} is covered; {@code *} matches any characters, slashes too. */
    public boolean covers(String branch) {
        if (!name.contains("*")) {
            return name.equals(branch);
        }
        StringBuilder regex = new StringBuilder();
        for (String literal : name.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return branch.matches(regex.toString());
    }
}
