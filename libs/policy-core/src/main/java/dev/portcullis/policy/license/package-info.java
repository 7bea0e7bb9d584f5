/** Licences as SPDX names them, expressions over them, and package URLs. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.policy.license;
