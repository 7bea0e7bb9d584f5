// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The one origin under which people reach Portcullis: {@code portcullis.public-url}. */
@ApplicationScoped
class PublicUrl {
    // A path of ours: no second slash and no backslash at its start, which browsers read as another host.
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[^\\x00-\\x20\\\\\"'<>]{0,1000}");

    private final String url;

    PublicUrl(@ConfigProperty(name = "portcullis.public-url", defaultValue = "http://127.0.0.1:8080") String url) {
        this.url = url.replaceAll("/+$", "");
    }

    /** Where providers send people back to; to be registered there. */
    String callback() {
        return url + "/api/v1/session/callback";
    }

    /** Whether cookies can be limited to https. */
    boolean isHttps() {
        return url.startsWith("https://");
    }

    /** {@code path} if it is one of ours, else the start page. */
    String safePath(@Nullable String path) {
        return path != null && OWN_PATH.matcher(path).matches() ? path : "/";
    }
}
