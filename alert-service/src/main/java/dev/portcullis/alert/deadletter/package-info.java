// SPDX-License-Identifier: Apache-2.0
/** Records that could not be handled, for administrators. */
package dev.portcullis.alert.deadletter;
