// SPDX-License-Identifier: Apache-2.0
/** Takes what others report as security alerts. */
package dev.portcullis.alert.intake;
