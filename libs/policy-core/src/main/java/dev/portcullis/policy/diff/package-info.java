/** What changes between two policy files, in the words of the policy language. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.diff;
