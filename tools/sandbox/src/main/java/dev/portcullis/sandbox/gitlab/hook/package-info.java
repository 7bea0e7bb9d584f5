/** Webhooks: their bodies, headers and delivery. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab.hook;
