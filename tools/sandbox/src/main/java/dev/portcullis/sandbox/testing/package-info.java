/** The servers as tests need them: shared, with a database and topics of one's own. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.testing;
