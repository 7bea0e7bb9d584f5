// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which service answers which path of the one origin (design, section 8). The Ingress of the chart has the same table. */
final class Routes {
    /** The services, in the order in which they start. */
    static final List<String> SERVICES =
            List.of("policy-service", "evaluation-service", "alert-service", "audit-service");

    private static final Map<String, String> PREFIXES = prefixes();

    private Routes() {}

    /** The service that answers {@code path}, empty where no service does. */
    static Optional<String> serviceOf(String path) {
        return PREFIXES.entrySet().stream()
                .filter(route -> path.equals(route.getKey()) || path.startsWith(route.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> prefixes() {
        Map<String, String> routes = new LinkedHashMap<>();
        for (String name :
                List.of("policies", "proposals", "exceptions", "suggestions", "grants", "session", "usage")) {
            routes.put("/api/v1/" + name, "policy-service");
        }
        for (String name : List.of(
                "decisions",
                "merge-requests",
                "projects",
                "findings",
                "vulnerabilities",
                "instances",
                "simulations",
                "dead-letters")) {
            routes.put("/api/v1/" + name, "evaluation-service");
        }
        routes.put("/webhooks/gitlab", "evaluation-service");
        for (String name : List.of("alerts", "silences", "routes")) {
            routes.put("/api/v1/" + name, "alert-service");
        }
        routes.put("/ingest", "alert-service");
        routes.put("/api/v1/audit", "audit-service");
        for (String service : SERVICES) {
            routes.put("/api/docs/" + service, service);
            routes.put("/api/openapi/" + service, service);
        }
        return routes;
    }
}
