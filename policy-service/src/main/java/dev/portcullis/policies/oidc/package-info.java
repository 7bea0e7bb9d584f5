// SPDX-License-Identifier: Apache-2.0
/** OpenID Connect's authorization code flow, as a client of GitLab or of another provider. */
package dev.portcullis.policies.oidc;
