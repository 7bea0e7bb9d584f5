/**
 * GitLab's REST API (v4) as Portcullis needs it: typed, paged, bounded and aware of GitLab's rate limits. Identifiers
 * and states keep GitLab's names; text that GitLab may extend (statuses, sources, file types) stays text.
 */
@org.jspecify.annotations.NullMarked
package dev.portcullis.gitlab;
