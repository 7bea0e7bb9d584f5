/**
 * GitLab security reports: read as streams, identified and de-duplicated as GitLab does. Reading is tolerant of versions
 * and of unknown fields, and of nothing else: a report that cannot be read to its end counts as not read at all.
 */
@org.jspecify.annotations.NullMarked
package dev.portcullis.evaluation.report;
