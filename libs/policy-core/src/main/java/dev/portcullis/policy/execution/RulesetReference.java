// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where custom rules lie, as {@code SAST_RULESET_GIT_REFERENCE} and {@code SECRET_DETECTION_RULESET_GIT_REFERENCE} name
 * it: {@code [user:password@]host/path[@commit]}.
 *
 * @param credentials absent: those of the job
 * @param commit absent: the default branch
 */
record RulesetReference(
        @Nullable String credentials,
        String location,
        @Nullable String commit) {
    /** Where the rules are put. */
    static final String DIRECTORY = "/tmp/portcullis-ruleset";

    RulesetReference {
        requireNonNull(location, "location is null");
    }

    static RulesetReference parse(String text) {
        String rest = text.strip().replaceFirst("^https://", "");
        String credentials = null;
        String commit = null;
        int last = rest.lastIndexOf('@');
        if (last > 0 && rest.substring(last + 1).matches("[0-9a-fA-F]{7,64}")) {
            commit = rest.substring(last + 1);
            rest = rest.substring(0, last);
        }
        int at = rest.lastIndexOf('@');
        if (at > 0) {
            credentials = rest.substring(0, at);
            rest = rest.substring(at + 1);
        }
        return new RulesetReference(credentials, rest, commit);
    }

    /** The lines that fetch the rules. */
    List<String> fetch() {
        String who = credentials == null ? "gitlab-ci-token:$CI_JOB_TOKEN" : credentials;
        String url = "https://" + who + "@" + location + (location.endsWith(".git") ? "" : ".git");
        List<String> lines = new ArrayList<>();
        lines.add("rm -rf " + DIRECTORY + " && git clone --quiet " + (commit == null ? "--depth 1 " : "")
                + Shell.quoted(url) + " " + DIRECTORY);
        if (commit != null) {
            lines.add("git -C " + DIRECTORY + " checkout --quiet " + commit);
        }
        lines.add("export PORTCULLIS_RULESET=" + DIRECTORY);
        return lines;
    }
}
