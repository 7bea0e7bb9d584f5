/** A real Kafka broker and a real PostgreSQL, run in a process of their own: by {@code ./portcullis up} and by tests. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.sandbox.servers;
