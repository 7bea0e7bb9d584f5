// SPDX-License-Identifier: Apache-2.0
/** The GitLab instances and how they are doing. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.instance;
