// SPDX-License-Identifier: Apache-2.0
/** The demo: a small company on the simulated GitLab, and the story of a merge request that is blocked and released. */
package dev.portcullis.sandbox.demo;
