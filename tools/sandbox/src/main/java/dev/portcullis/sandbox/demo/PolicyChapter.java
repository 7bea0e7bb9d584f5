// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The first chapter: one person proposes a policy, another brings it into force. */
public final class PolicyChapter {
    private static final String NAMESPACE = "gitlab/acme";

    private final Cast cast;
    private final Narrator narrator;
    private final String portcullisUrl;

    /** Told by {@code narrator} on the Portcullis at {@code portcullisUrl}. */
    public PolicyChapter(Cast cast, Narrator narrator, String portcullisUrl) {
        this.cast = cast;
        this.narrator = narrator;
        this.portcullisUrl = portcullisUrl;
    }

    /**
     * Tells the chapter.
     *
     * @param name the policy's name
     * @param severities the severities that it counts, as a YAML list
     */
    public void tell(String name, String severities) {
        narrator.chapter("Ada, the compliance manager, proposes the policy \"" + name + "\" for the group acme.");
        Rest.Answer proposed = propose(name, severities);
        narrator.check(proposed.status() == 201, "the proposal is accepted", proposed.body());
        String id = proposed.text("id");
        String digest = proposed.text("digest");
        narrator.result("It asks for one approval by somebody of acme/security when a merge request to a protected\n"
                + "branch brings new findings of these severities: " + severities + ".");
        narrator.link(portcullisUrl + "/api/v1/proposals/" + id);

        narrator.chapter("Ada tries to approve it herself.");
        Rest.Answer own = approve(cast.adaAtPortcullis(), id, digest);
        narrator.check(own.status() == 403 || own.status() == 409, "an author cannot approve", own.body());
        narrator.result("Refused: " + own.text("detail"));

        narrator.chapter("Grace, the security engineer, reads it, approves it and brings it into force.");
        Rest.Answer approved = approve(cast.graceAtPortcullis(), id, digest);
        narrator.check(approved.isOk(), "another person can approve", approved.body());
        Rest.Answer active = cast.graceAtPortcullis().call("POST", "/api/v1/proposals/" + id + "/activation", null);
        narrator.check(active.isOk(), "an approved proposal can be activated", active.body());
        narrator.result("In force. The approval is bound to the SHA-256 of exactly this text: " + digest + ".");
        narrator.link(portcullisUrl + "/api/v1/policies?namespace=" + NAMESPACE);
    }

    private Rest.Answer propose(String name, String severities) {
        Map<String, Object> proposal = new LinkedHashMap<>();
        JsonNode existing = existing(name);
        if (existing.isMissingNode()) {
            proposal.put("kind", "new");
            proposal.put("level", Map.of("kind", "group", "instance", "gitlab", "path", "acme"));
        } else {
            proposal.put("kind", "change");
            proposal.put("policyId", existing.path("id").asText());
        }
        proposal.put("yaml", yaml(name, severities));
        proposal.put("title", name);
        proposal.put("reason", "Findings of these severities reach production too often.");
        return cast.adaAtPortcullis()
                .call(
                        "POST",
                        "/api/v1/proposals",
                        proposal,
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    private JsonNode existing(String name) {
        JsonNode policies = cast.adaAtPortcullis().require("GET", "/api/v1/policies?limit=200", null);
        for (JsonNode policy : policies.path("items")) {
            if (policy.path("name").asText().equals(name)
                    && !policy.path("state").asText().equals("retired")) {
                return policy;
            }
        }
        return policies.path("items").path(-1);
    }

    private static Rest.Answer approve(Rest person, String id, String digest) {
        return person.call("POST", "/api/v1/proposals/" + id + "/approvals", Map.of("digest", digest));
    }

    private static String yaml(String name, String severities) {
        return """
                approval_policy:
                  - name: %s
                    description: Told by the demo on %s.
                    enabled: true
                    rules:
                      - type: scan_finding
                        branch_type: protected
                        scanners: []
                        vulnerabilities_allowed: 0
                        severity_levels: %s
                        vulnerability_states: [new_needs_triage]
                    actions:
                      - type: require_approval
                        approvals_required: 1
                        group_approvers: [acme/security]
                      - type: send_bot_message
                        enabled: true
                """.formatted(name, java.time.Instant.now(), severities);
    }
}
