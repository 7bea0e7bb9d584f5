// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/** The kinds of fact that can be missing because Portcullis could not obtain them. */
public enum Fact implements Word {
    SOURCE_REPORTS,
    TARGET_REPORTS,
    APPROVALS,
    MEMBERS,
    SIGNATURES,
    ENRICHMENT,
    VULNERABILITIES,
    COMPLIANCE_FRAMEWORKS,
    SECURITY_ATTRIBUTES;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
