// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

/** What the simulated instance is licensed for. {@code FREE} behaves as the Community Edition. */
public enum Tier {
    FREE,
    PREMIUM,
    ULTIMATE;

    /** True if this tier includes what {@code wanted} includes. */
    public boolean includes(Tier wanted) {
        return compareTo(wanted) >= 0;
    }

    /** The name that {@code GET /license} gives the plan. */
    public String plan() {
        return switch (this) {
            case FREE -> "free";
            case PREMIUM -> "premium";
            case ULTIMATE -> "ultimate";
        };
    }
}
