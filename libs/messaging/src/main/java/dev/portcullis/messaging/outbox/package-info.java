/** Events that leave together with the change that they tell of. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.messaging.outbox;
