// SPDX-License-Identifier: Apache-2.0
/** How many people use the pages, without knowing who. */
package dev.portcullis.policies.usage;
