// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.oidc;

import java.util.Map;

/** The few web pages that signing in needs. */
final class Pages {
    private Pages() {}

    /** The form at {@code /users/sign_in}; {@code problem} may be empty. */
    static String signIn(String csrf, String problem) {
        return page(
                "Sign in · GitLab",
                (problem.isEmpty() ? "" : "<p role=\"alert\">" + escape(problem) + "</p>")
                        + """
                        <form action="/users/sign_in" method="post">
                        <input type="hidden" name="authenticity_token" value="%s">
                        <label>Username or primary email <input name="user[login]" autocomplete="username"></label>
                        <label>Password <input name="user[password]" type="password" \
                        autocomplete="current-password"></label>
                        <button type="submit">Sign in</button>
                        </form>
                        """.formatted(escape(csrf)));
    }

    /** Asks whether an application that is not trusted may have what it wants. */
    static String consent(String application, String csrf, Map<String, String> fields) {
        StringBuilder inputs = new StringBuilder();
        fields.forEach((name, value) -> inputs.append("<input type=\"hidden\" name=\"")
                .append(escape(name))
                .append("\" value=\"")
                .append(escape(value))
                .append("\">\n"));
        return page(
                "Authorize " + application,
                "<p>Authorize " + escape(application) + " to use your account?</p>"
                        + "<form action=\"/oauth/authorize\" method=\"post\">"
                        + "<input type=\"hidden\" name=\"authenticity_token\" value=\"" + escape(csrf) + "\">"
                        + inputs
                        + "<button name=\"decision\" value=\"allow\">Authorize</button>"
                        + "<button name=\"decision\" value=\"deny\">Deny</button></form>");
    }

    static String problem(String text) {
        return page("An error has occurred", "<p>" + escape(text) + "</p>");
    }

    private static String page(String title, String content) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + escape(title)
                + "</title></head><body><h1>" + escape(title) + "</h1><p>Simulated GitLab</p>" + content
                + "</body></html>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
