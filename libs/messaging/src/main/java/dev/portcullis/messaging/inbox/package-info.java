/** Which events have been seen. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.messaging.inbox;
