// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

/** GitLab's access levels, as numbers of the REST API. */
public final class AccessLevel {
    public static final int NONE = 0;
    public static final int MINIMAL = 5;
    public static final int GUEST = 10;
    public static final int PLANNER = 15;
    public static final int REPORTER = 20;
    public static final int DEVELOPER = 30;
    public static final int MAINTAINER = 40;
    public static final int OWNER = 50;
    public static final int ADMIN = 60;

    private AccessLevel() {}

    /** The name of a member's level in hooks, for example {@code Maintainer}. */
    public static String name(int level) {
        return switch (level) {
            case MINIMAL -> "Minimal Access";
            case GUEST -> "Guest";
            case PLANNER -> "Planner";
            case REPORTER -> "Reporter";
            case DEVELOPER -> "Developer";
            case MAINTAINER -> "Maintainer";
            case OWNER -> "Owner";
            default -> "No access";
        };
    }

    /** The text of a protected branch's level, for example {@code Developers + Maintainers}. */
    public static String description(int level) {
        return switch (level) {
            case NONE -> "No one";
            case DEVELOPER -> "Developers + Maintainers";
            case MAINTAINER -> "Maintainers";
            case ADMIN -> "Administrators";
            default -> name(level);
        };
    }
}
