// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** Whether variables from dotenv artifacts respect a policy's. */
public enum DotenvMode implements Word {
    RESPECT_POLICY,
    ALLOW_OVERRIDE;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
