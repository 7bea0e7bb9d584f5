// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

/**
 * One file that a job uploaded.
 *
 * @param fileType {@code archive}, {@code metadata}, {@code trace} or a report type such as {@code sast}
 * @param fileFormat {@code zip}, {@code gzip} or {@code raw}
 * @param blob the id of the bytes in the blob store
 */
public record Artifact(String fileType, String filename, String fileFormat, long size, String blob) {}
