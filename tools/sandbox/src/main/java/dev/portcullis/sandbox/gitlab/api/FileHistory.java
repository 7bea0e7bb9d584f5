// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Commit;

/** What is known of a file of a commit. */
final class FileHistory {
    private FileHistory() {}

    /** The newest commit up to {@code head} that changed the file; the head itself if none did. */
    static String lastCommit(Rules rules, Commit head, String path) {
        String blob = head.tree.get(path);
        Commit commit = head;
        while (!commit.parents.isEmpty()) {
            Commit parent = rules.state.commit(commit.parents.getFirst());
            String before = parent.tree.get(path);
            if (before == null ? blob != null : !before.equals(blob)) {
                return commit.sha;
            }
            commit = parent;
        }
        return commit.sha;
    }
}
