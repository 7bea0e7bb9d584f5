// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** How a pipeline execution policy meets the project's CI configuration. */
public enum PipelineStrategy implements Word {
    INJECT_POLICY,
    INJECT_CI,
    OVERRIDE_PROJECT_CI;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
