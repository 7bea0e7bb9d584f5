// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import dev.portcullis.contracts.ApprovalDecided;
import dev.portcullis.messaging.consume.EventConsumer;
import dev.portcullis.messaging.consume.EventHandler;
import dev.portcullis.messaging.consume.ReceivedEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Notes which merge requests an exception took something out of, as their decisions say. */
@ApplicationScoped
class ExceptionUses implements EventHandler {
    // A decision about an exception that is not known here is a decision of another deployment's past: it counts for
    // nothing.
    private static final String NOTE = """
            insert into policy_exception_use (exception_id, instance, project_id, iid, first_used_at, last_used_at)
            select id, ?1, ?2, ?3, ?4, ?4 from policy_exception where id = ?5
            on conflict (exception_id, instance, project_id, iid)
            do update set last_used_at = greatest(policy_exception_use.last_used_at, excluded.last_used_at)""";

    private final EventConsumer consumer;
    private final EntityManager entities;

    ExceptionUses(EventConsumer consumer, EntityManager entities) {
        this.consumer = consumer;
        this.entities = entities;
    }

    @Incoming("approval-required")
    @Blocking
    void receive(ConsumerRecords<String, byte[]> records) {
        consumer.consume(records, this);
    }

    @Override
    public String consumer() {
        return "policy-exception-uses";
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        for (ReceivedEvent event : events) {
            event.data(ApprovalDecided.class)
                    .ifPresent(decided -> decided.exceptions().forEach(id -> note(id, decided)));
        }
    }

    private void note(UUID exception, ApprovalDecided decided) {
        entities.createNativeQuery(NOTE)
                .setParameter(1, decided.project().instance())
                .setParameter(2, decided.project().projectId())
                .setParameter(3, decided.iid())
                .setParameter(4, decided.decidedAt())
                .setParameter(5, exception)
                .executeUpdate();
    }
}
