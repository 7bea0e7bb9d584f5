// SPDX-License-Identifier: Apache-2.0
/** Who may do what on which namespaces, and the two people that every change of it takes. */
package dev.portcullis.policies.grant;
