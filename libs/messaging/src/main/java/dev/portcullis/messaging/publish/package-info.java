/** Sending to Kafka and waiting for its word. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.messaging.publish;
