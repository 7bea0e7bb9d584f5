/** The policies as GitLab's {@code policy.yml} states them, as immutable values. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.model;
