/** Policies and their tests as data. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.scenario;
