/** What a valid policy file says that is probably not meant. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.lint;
