// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Arrays;
import java.util.Optional;

/** A value that GitLab's policy language spells with a fixed word, e.g. {@code new_needs_triage}. */
public interface Word {
    /** The word as it stands in a policy file. */
    String word();

    /** The constant of {@code type} that is spelled {@code word}, compared exactly. */
    static <E extends Enum<E> & Word> Optional<E> find(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.word().equals(word))
                .findFirst();
    }
}
