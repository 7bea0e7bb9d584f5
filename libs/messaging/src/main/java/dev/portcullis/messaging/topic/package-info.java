/** The topics as they are on the broker. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.messaging.topic;
