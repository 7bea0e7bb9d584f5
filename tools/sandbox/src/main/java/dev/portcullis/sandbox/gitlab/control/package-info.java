/** The control API: what outside actors do that GitLab's own API has no call for. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab.control;
