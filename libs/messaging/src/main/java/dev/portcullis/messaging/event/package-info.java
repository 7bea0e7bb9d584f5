/** Events as Kafka records: CloudEvents 1.0 in binary mode. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.messaging.event;
