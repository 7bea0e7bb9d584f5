// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.state.Commit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists a commit's directories, directories first. */
final class Trees {
    private Trees() {}

    static List<Map<String, @Nullable Object>> list(Commit commit, String path, boolean recursive) {
        String prefix = path.isEmpty() ? "" : path.replaceAll("/+$", "") + "/";
        Map<String, Map<String, @Nullable Object>> directories = new TreeMap<>();
        List<Map<String, @Nullable Object>> files = new ArrayList<>();
        commit.tree.forEach((file, blob) -> {
            if (!file.startsWith(prefix)) {
                return;
            }
            String rest = file.substring(prefix.length());
            for (int slash = rest.indexOf('/'); slash >= 0; slash = rest.indexOf('/', slash + 1)) {
                String directory = prefix + rest.substring(0, slash);
                directories.put(
                        directory,
                        entry(Digests.sha1(directory.getBytes(StandardCharsets.UTF_8)), directory, "tree", "040000"));
                if (!recursive) {
                    return;
                }
            }
            files.add(entry(blob, file, "blob", "100644"));
        });
        List<Map<String, @Nullable Object>> all = new ArrayList<>(directories.values());
        all.addAll(files);
        return all;
    }

    private static Map<String, @Nullable Object> entry(String id, String path, String type, String mode) {
        return Json.object(
                "id", id,
                "name", path.substring(path.lastIndexOf('/') + 1),
                "type", type,
                "path", path,
                "mode", mode);
    }
}
