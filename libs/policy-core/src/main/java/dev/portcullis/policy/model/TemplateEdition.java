// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** The editions of GitLab's scan templates. */
public enum TemplateEdition implements Word {
    DEFAULT,
    LATEST,
    V2;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
