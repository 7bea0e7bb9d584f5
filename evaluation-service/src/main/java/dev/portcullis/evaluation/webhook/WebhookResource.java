// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.Fact;
import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.evaluation.gitlab.WebhookSecrets;
import dev.portcullis.evaluation.webhook.WebhookFact.Ignored;
import dev.portcullis.evaluation.webhook.WebhookFact.Published;
import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.messaging.publish.NotPublishedException;
import dev.portcullis.service.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where GitLab posts its webhooks; the secret of the instance is the only way in. */
@Tag(name = "Webhooks")
@Path("/webhooks/gitlab/{instance}")
public class WebhookResource {
    private static final Logger LOG = Logger.getLogger(WebhookResource.class);

    private final GitLabInstances instances;
    private final EventPublisher publisher;
    private final WebhookMetrics metrics;

    WebhookResource(GitLabInstances instances, EventPublisher publisher, WebhookMetrics metrics) {
        this.instances = instances;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /**
     * Takes a webhook: 202 when Kafka has its fact on all replicas, 200 where nothing follows from it, 401 or 404 before
     * anything of the body is read, 400 where it is not JSON, 503 where Kafka does not take it.
     */
    @POST
    @PermitAll
    @RunOnVirtualThread
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Receive a GitLab webhook; proved by X-Gitlab-Token or webhook-signature")
    public Response receive(@PathParam("instance") String instance, @Context HttpHeaders httpHeaders, InputStream in)
            throws IOException {
        WebhookHeaders headers = WebhookHeaders.of(httpHeaders);
        Optional<WebhookSecrets> secrets = instances.webhookSecrets(instance);
        if (!VerifyWebhook.mayRead(secrets, headers, Instant.now())) {
            throw secrets.isEmpty() ? unknownInstance() : refused(instance);
        }
        byte[] bytes = in.readAllBytes();
        if (!VerifyWebhook.isSigned(secrets.get(), headers, bytes)) {
            throw refused(instance);
        }
        WebhookBody body = parse(instance, bytes);
        String kind = ReadWebhook.kind(headers.event(), body);
        return switch (ReadWebhook.read(instance, kind, body)) {
            case Published fact -> publish(instance, kind, fact, headers, DeliveryId.of(instance, headers, bytes));
            case Ignored ignored -> {
                metrics.count(instance, kind, "ignored");
                LOG.debugf("A webhook of %s is ignored: %s", instance, ignored.reason());
                yield Response.ok().build();
            }
        };
    }

    private WebhookBody parse(String instance, byte[] bytes) {
        try {
            return WebhookBody.read(bytes);
        } catch (IOException e) {
            metrics.count(instance, "other", "unreadable");
            throw problem(400, "Unreadable body")
                    .detail("The body is not a GitLab webhook in JSON: " + firstLine(e) + ".")
                    .build();
        }
    }

    private Response publish(String instance, String kind, Published fact, WebhookHeaders headers, UUID id) {
        try {
            publisher.publish(fact.type().topic(), fact.project().key(), event(instance, fact, headers, id));
        } catch (NotPublishedException e) {
            metrics.count(instance, kind, "unavailable");
            LOG.warnf("A webhook of %s is refused with 503: %s", instance, e.getMessage());
            throw problem(503, "Not taken")
                    .detail("Kafka has not acknowledged the event. Send it again later.")
                    .build();
        }
        metrics.count(instance, kind, "published");
        return Response.accepted().build();
    }

    private static Event<Fact> event(String instance, Published fact, WebhookHeaders headers, UUID id) {
        Instant time = fact.time();
        return new Event<>(
                id,
                "/gitlab/" + instance,
                fact.type(),
                fact.subject(),
                time == null ? Instant.now() : time,
                correlation(headers.eventUuid(), id),
                null,
                null,
                fact.data());
    }

    /** GitLab's id for the event, which its other deliveries share, where it is one. */
    private static String correlation(@Nullable String eventUuid, UUID id) {
        boolean isUuid = eventUuid != null && eventUuid.matches("[0-9a-fA-F-]{36}");
        return isUuid ? String.valueOf(eventUuid) : id.toString();
    }

    private ProblemException refused(String instance) {
        metrics.count(instance, "other", "refused");
        return problem(401, "Not proved")
                .detail("The secret token or the signature of this webhook is not the one configured for the instance.")
                .build();
    }

    private static ProblemException unknownInstance() {
        return problem(404, "Unknown instance")
                .detail("No GitLab instance of this name receives webhooks here.")
                .build();
    }

    private static String firstLine(IOException e) {
        String message = e.getMessage();
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("it cannot be read");
    }
}
