// SPDX-License-Identifier: Apache-2.0
/** Exceptions from policies: asked for, approved by others at the policy's level, in force until a day that is known. */
package dev.portcullis.policies.exception;
