// SPDX-License-Identifier: Apache-2.0
/** Policy files as GitLab keeps them: taken apart into policies, put together again, brought in, given out. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policies.file;
