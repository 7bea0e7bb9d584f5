/** The part of GitLab's GraphQL API that has no counterpart in REST. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.gitlab.graphql;
