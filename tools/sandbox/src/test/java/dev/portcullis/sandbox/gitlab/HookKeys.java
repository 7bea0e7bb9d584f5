// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import java.util.List;

/** The keys of objects that several hooks share, as recorded hooks of a real GitLab have them. */
final class HookKeys {
    static final List<String> PROJECT = List.of(
            "id",
            "name",
            "description",
            "web_url",
            "avatar_url",
            "git_ssh_url",
            "git_http_url",
            "namespace",
            "visibility_level",
            "path_with_namespace",
            "default_branch",
            "ci_config_path");

    /** Not in pipeline and job hooks. */
    static final List<String> LEGACY = List.of("homepage", "url", "ssh_url", "http_url");

    static final List<String> USER = List.of("id", "name", "username", "avatar_url", "email");

    private HookKeys() {}
}
