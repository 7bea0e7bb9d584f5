/** The JSON bodies that GitLab's REST API answers with. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab.body;
