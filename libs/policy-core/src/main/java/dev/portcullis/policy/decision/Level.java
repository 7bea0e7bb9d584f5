// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/** Where a policy is laid down; nothing lower can weaken what is laid down higher. */
public enum Level implements Word {
    INSTANCE,
    GROUP,
    PROJECT;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
