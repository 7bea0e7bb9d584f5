/** The GitLab instances that Portcullis serves. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.gitlab;
