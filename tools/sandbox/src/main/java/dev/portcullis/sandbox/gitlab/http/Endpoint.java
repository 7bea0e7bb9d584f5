// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

/** What answers one kind of call. It runs on the event loop and must not block. */
@FunctionalInterface
public interface Endpoint {
    /** The answer; a {@link GitLabError} becomes its status and body. */
    Reply answer(Call call);
}
