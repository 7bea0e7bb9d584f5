// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.gitlab;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** {@code portcullis.gitlab.instances.<name>.…}: the GitLab instances by name. */
@ConfigMapping(prefix = "portcullis.gitlab")
interface GitLabConfig {
    Map<String, Instance> instances();

    /** One instance. */
    interface Instance {
        /** The base URL, e.g. {@code https://gitlab.example.com}. */
        URI url();

        /** The bot's access token with scope {@code api}. */
        String token();

        /** What GitLab sends as {@code X-Gitlab-Token}. */
        Optional<String> webhookToken();

        /** The key of {@code webhook-signature}, {@code whsec_…}. */
        Optional<String> webhookSigningToken();
    }
}
