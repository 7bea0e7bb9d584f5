/** YAML as a bounded tree in which every node knows where it stands. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.yaml;
