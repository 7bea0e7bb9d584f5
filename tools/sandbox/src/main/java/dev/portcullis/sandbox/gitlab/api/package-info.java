/** The REST API, one class per group of resources. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab.api;
