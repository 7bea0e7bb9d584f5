// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** What becomes of a CVE finding without KEV or EPSS data: BLOCK judges it by the other criteria, IGNORE drops it. */
public enum EnrichmentAction implements Word {
    BLOCK,
    IGNORE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
