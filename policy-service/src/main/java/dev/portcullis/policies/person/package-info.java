// SPDX-License-Identifier: Apache-2.0
/** People, and the sign-in identities and GitLab users that they are. */
package dev.portcullis.policies.person;
