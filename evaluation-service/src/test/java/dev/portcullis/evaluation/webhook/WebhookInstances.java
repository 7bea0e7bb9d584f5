// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Two instances that receive webhooks: {@code gitlab} by a secret token, {@code signed} by a signature. */
public final class WebhookInstances implements QuarkusTestResourceLifecycleManager {
    static final String TOKEN = "the-secret-token";
    static final String SIGNING_TOKEN = "whsec_c2l4dGVlbiBieXRlcyBvciBtb3Jl";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "portcullis.gitlab.instances.gitlab.url", "http://127.0.0.1:1",
                "portcullis.gitlab.instances.gitlab.token", "glpat-x",
                "portcullis.gitlab.instances.gitlab.webhook-token", TOKEN,
                "portcullis.gitlab.instances.signed.url", "http://127.0.0.1:1",
                "portcullis.gitlab.instances.signed.token", "glpat-x",
                "portcullis.gitlab.instances.signed.webhook-signing-token", SIGNING_TOKEN);
    }

    @Override
    public void stop() {}
}
