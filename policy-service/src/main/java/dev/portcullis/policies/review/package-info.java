// SPDX-License-Identifier: Apache-2.0
/** The rules of people who decide together: who may approve, how often, for how long it has to rest. */
package dev.portcullis.policies.review;
