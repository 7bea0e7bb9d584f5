// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import dev.portcullis.policy.model.Word;
import java.util.Locale;

/** How a scan's job ended. */
public enum ScanStatus implements Word {
    SUCCESS,
    FAILED,
    CANCELED;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
