// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.bootstrap;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured service tokens and first grants. */
@ConfigMapping(prefix = "portcullis.bootstrap")
public interface BootstrapConfig {
    /** The tokens of the sibling services: by the service's name the secret, or {@code file:<path>} of it. */
    Map<String, String> serviceTokens();

    /** The first grants; each is inserted once, and a later revocation holds. */
    List<FirstGrant> grants();

    /** A grant that exists from the first start on. */
    interface FirstGrant {
        /** {@code user:<instance>/<username>} or {@code group:<instance>/<full path>}. */
        String subject();

        String role();

        /** Where, with everything below; absent for all of Portcullis. */
        Optional<String> namespace();
    }
}
