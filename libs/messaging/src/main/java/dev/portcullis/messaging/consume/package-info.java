/** Events from Kafka into a service: each handled once, none skipped; what cannot be handled is a dead letter. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.messaging.consume;
