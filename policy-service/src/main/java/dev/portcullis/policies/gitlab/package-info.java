// SPDX-License-Identifier: Apache-2.0
/** The GitLab instances that policies are read from. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policies.gitlab;
