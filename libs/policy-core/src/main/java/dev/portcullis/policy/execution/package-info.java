// SPDX-License-Identifier: Apache-2.0
/** What has to run: scans and CI configuration that policies put into pipelines, what is missing after, and when. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.execution;
