// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A project webhook to create or change, with the events that Portcullis reads.
 *
 * @param url where GitLab posts to
 * @param token the secret that GitLab sends as {@code X-Gitlab-Token}; absent leaves an existing one as it is
 * @param pushEvents GitLab's default is true
 * @param mergeRequestsEvents merge request hooks
 * @param pipelineEvents pipeline hooks
 * @param noteEvents comments
 * @param enableSslVerification whether GitLab checks our certificate
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewHook(
        String url,
        @Nullable String token,
        boolean pushEvents,
        boolean mergeRequestsEvents,
        boolean pipelineEvents,
        boolean noteEvents,
        boolean enableSslVerification) {
    public NewHook {
        requireNonNull(url, "url is null");
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "NewHook[" + url + "]";
    }
}
