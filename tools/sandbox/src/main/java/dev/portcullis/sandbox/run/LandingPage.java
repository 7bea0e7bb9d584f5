// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import java.util.stream.Collectors;

/** The page at {@code /} of the sandbox: where to go from here. */
final class LandingPage {
    private LandingPage() {}

    /**
     * The page's HTML.
     *
     * @param gitLabUrl the GitLab in use
     * @param simulated whether it is the simulated one
     */
    static String html(String gitLabUrl, boolean simulated) {
        String documentation = Routes.SERVICES.stream()
                .map(service -> "<li><a href=\"/api/docs/%1$s/\">%1$s</a>: the documentation of its API</li>"
                        .formatted(service))
                .collect(Collectors.joining("\n"));
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Portcullis</title>
                <style>
                body { font: 16px/1.6 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem; color: #1f1f1f; }
                h1 { margin-bottom: 0; }
                a { color: #0b5cad; }
                </style>
                </head>
                <body>
                <h1>Portcullis</h1>
                <p>Security policies for any GitLab: proposed, approved by a second person, enforced and proved.</p>
                <h2>From here</h2>
                <ul>
                <li><a href="/api/v1/session/login">Sign in</a> with GitLab</li>
                %s
                <li><a href="%s">%s</a></li>
                </ul>
                </body>
                </html>
                """.formatted(documentation, escape(gitLabUrl), simulated ? "The simulated GitLab" : "GitLab");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
