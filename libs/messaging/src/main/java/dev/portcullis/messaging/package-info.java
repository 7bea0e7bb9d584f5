/** Delivery of facts between services, and of work within one: what is promised once is kept here, once. */
@org.jspecify.annotations.NullMarked
package dev.portcullis.messaging;
