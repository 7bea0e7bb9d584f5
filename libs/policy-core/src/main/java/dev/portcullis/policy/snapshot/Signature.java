// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/** Whether a commit is signed, and whether GitLab could verify the signature. */
public enum Signature implements Word {
    NONE,
    UNVERIFIED,
    VERIFIED;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
