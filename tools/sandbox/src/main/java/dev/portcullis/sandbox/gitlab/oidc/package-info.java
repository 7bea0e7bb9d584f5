/** OpenID Connect as GitLab provides it. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab.oidc;
