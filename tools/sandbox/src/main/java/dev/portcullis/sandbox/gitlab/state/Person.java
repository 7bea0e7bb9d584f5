// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

/** The name and address that Git writes into a commit. */
public record Person(String name, String email) {}
