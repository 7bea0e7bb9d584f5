// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * A GitLab server and the identity that is used there.
 *
 * @param name the configured name of the instance, for messages
 * @param url the base URL, with the relative URL root where there is one, e.g. {@code https://gitlab.example.com}
 * @param token a personal, project or group access token with scope {@code api}
 * @param limits how the server is treated
 */
public record GitLabServer(String name, URI url, String token, GitLabLimits limits) {
    public GitLabServer {
        requireNonNull(name, "name is null");
        requireNonNull(token, "token is null");
        requireNonNull(limits, "limits is null");
        url = withoutTrailingSlash(requireNonNull(url, "url is null"));
        String scheme = url.getScheme();
        if (!("https".equals(scheme) || "http".equals(scheme)) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "the URL of the GitLab instance '" + name + "' has to start with http:// or https:// and a host");
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "the URL of the GitLab instance '" + name + "' may not hold a user, a query or a fragment");
        }
    }

    private static URI withoutTrailingSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "GitLabServer[" + name + ", " + url + "]";
    }
}
