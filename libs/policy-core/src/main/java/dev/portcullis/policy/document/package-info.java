/** From the text of a policy file to policies and problems, and back. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.document;
