// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A commit with its whole tree: path to blob id. */
public final class Commit {
    public String sha = "";
    public List<String> parents = new ArrayList<>();
    public String message = "";
    public Person author = new Person("", "");
    public Person committer = new Person("", "");
    public Instant authoredAt = Instant.EPOCH;
    public Instant committedAt = Instant.EPOCH;
    public Map<String, String> tree = new TreeMap<>();
    public @Nullable Signature signature;

    /** The first line of the message. */
    public String title() {
        return message.lines().findFirst().orElse("");
    }

    /** The abbreviated sha of eight digits. */
    public String shortSha() {
        return sha.substring(0, 8);
    }
}
