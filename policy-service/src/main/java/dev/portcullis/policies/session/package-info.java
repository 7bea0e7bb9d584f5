// SPDX-License-Identifier: Apache-2.0
/** Sign-in, the session it leads to, and the five-minute JWT that all services verify. */
package dev.portcullis.policies.session;
