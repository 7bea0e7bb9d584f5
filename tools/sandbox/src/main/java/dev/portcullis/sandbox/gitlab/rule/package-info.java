/** GitLab's rules: who may do what, what follows from a push, what blocks a merge. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab.rule;
