// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

/** A branch and the commit it points to. */
public final class Branch {
    public String name = "";
    public String sha = "";
}
