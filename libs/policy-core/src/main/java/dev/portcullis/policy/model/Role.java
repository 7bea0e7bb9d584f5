// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** A base role in a project. */
public enum Role implements Word {
    GUEST,
    REPORTER,
    DEVELOPER,
    MAINTAINER,
    OWNER;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
