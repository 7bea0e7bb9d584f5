/** The command line: the policy core on files, without a server. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.cli;
