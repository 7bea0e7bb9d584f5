// SPDX-License-Identifier: Apache-2.0
/** policy-service: who may decide what. Sign-in, grants, policies and the proposals that change them. */
package dev.portcullis.policies;
