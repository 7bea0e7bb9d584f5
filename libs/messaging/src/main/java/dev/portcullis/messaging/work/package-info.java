/** Work that is due: one row for each thing to be brought up to date, taken by one worker at a time. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.messaging.work;
