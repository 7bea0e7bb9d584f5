/** A simulated GitLab: stateful and strict, with tiers, webhooks and OpenID Connect. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab;
