// SPDX-License-Identifier: Apache-2.0
/** What a first start takes from configuration, since nobody can have granted it yet. */
package dev.portcullis.policies.bootstrap;
