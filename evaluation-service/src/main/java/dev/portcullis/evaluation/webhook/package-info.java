/**
 * GitLab's webhooks: proved, reduced to the few fields that are used, published as facts. A body carries CI variables
 * in clear, so none of it is kept or logged.
 */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.webhook;
