// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policies.policy.PolicyText.Remark;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy file taken apart: each policy with the exact lines that are its own, and everything between them kept.
 *
 * @param text the exact text
 * @param parts the policies, valid or not, in the order of the file
 * @param remarks what the parser says of the whole file, with line and column
 * @param readable whether it could be taken apart at all
 */
public record PolicyFile(String text, List<Part> parts, List<Remark> remarks, boolean readable) {
    /** Where GitLab looks for the file in a security policy project. */
    public static final String PATH = ".gitlab/security-policies/policy.yml";

    /** The rule that a second policy of the same type and name breaks. */
    public static final String DUPLICATE_NAME = "duplicate-name";

    public PolicyFile {
        requireNonNull(text, "text is null");
        parts = List.copyOf(parts);
        remarks = List.copyOf(remarks);
    }

    /**
     * One policy of the file.
     *
     * @param type GitLab's policy key
     * @param name absent where it cannot be read
     * @param text the policy on its own; absent where it is not valid
     * @param likeness a digest of all that it says but its name; absent where it is not valid
     * @param lines where it stands; absent where it shares lines with others
     * @param remarks what the parser says of it, with places in the file
     */
    public record Part(
            String type,
            @Nullable String name,
            @Nullable PolicyText text,
            @Nullable String likeness,
            @Nullable Lines lines,
            List<Remark> remarks) {
        public Part {
            requireNonNull(type, "type is null");
            remarks = List.copyOf(remarks);
        }

        /** The first error; there is one where the policy is not valid. */
        public Optional<Remark> error() {
            return remarks.stream()
                    .filter(remark -> remark.level().equals("error"))
                    .findFirst();
        }
    }

    /**
     * Whole lines.
     *
     * @param from where the first one starts, in UTF-16 units
     * @param to where the line after the last one starts
     * @param indent what stands before the dash
     */
    public record Lines(int from, int to, int indent) {}

    /** Takes a file apart; any bytes give parts or remarks, never an exception. */
    public static PolicyFile read(byte[] bytes) {
        return CutPolicies.cut(bytes);
    }

    /** The same for a text. */
    public static PolicyFile read(String text) {
        return CutPolicies.cut(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first error of the file, for one that could not be taken apart. */
    public Optional<Remark> error() {
        return remarks.stream().filter(remark -> remark.level().equals("error")).findFirst();
    }
}
