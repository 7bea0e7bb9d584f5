/** How requests come in and answers go out, in GitLab's manner. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab.http;
