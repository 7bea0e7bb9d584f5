// SPDX-License-Identifier: Apache-2.0
/** Policy as code: levels whose policies come from a GitLab project, and how what Git says becomes proposals. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policies.sync;
