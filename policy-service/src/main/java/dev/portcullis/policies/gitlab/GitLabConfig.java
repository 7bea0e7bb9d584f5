// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.gitlab;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** {@code portcullis.gitlab.instances.<name>.…}: the GitLab instances by name, as for all services. */
@ConfigMapping(prefix = "portcullis.gitlab")
interface GitLabConfig {
    Map<String, Instance> instances();

    /** One instance; the webhooks' secrets are of no use here. */
    interface Instance {
        /** The base URL, e.g. {@code https://gitlab.example.com}. */
        URI url();

        /** The bot's access token with scope {@code api}. */
        String token();

        Optional<String> webhookToken();

        Optional<String> webhookSigningToken();
    }
}
