/** Canonical JSON: the same value always has the same bytes. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.json;
