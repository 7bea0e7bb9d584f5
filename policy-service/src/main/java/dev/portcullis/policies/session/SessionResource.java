// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.policies.session.PortcullisTokens.Issued;
import dev.portcullis.policies.session.SignIn.Finished;
import dev.portcullis.policies.session.SignIn.Started;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.GitLabIdentity;
import dev.portcullis.service.access.Grant;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sign-in and session. */
@Path("/api/v1/session")
@Tag(name = "Session")
public class SessionResource {
    private final SignIn signIn;
    private final Sessions sessions;
    private final SigningKeys keys;
    private final SessionCookies cookies;
    private final Caller caller;

    SessionResource(SignIn signIn, Sessions sessions, SigningKeys keys, SessionCookies cookies, Caller caller) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.keys = keys;
        this.cookies = cookies;
        this.caller = caller;
    }

    /** Who is signed in, and what they may do. */
    public record Me(String id, String name, boolean person, List<GitLabIdentity> gitlab, List<Grant> grants) {}

    /** Until when the JWT is good. */
    public record Refreshed(Instant expiresAt) {}

    @GET
    @Authenticated
    @Operation(summary = "Who is signed in", description = "The caller's id, name, GitLab users and grants.")
    public Me me() {
        return new Me(caller.id(), caller.name(), caller.isPerson(), caller.gitLabIdentities(), caller.grants());
    }

    @GET
    @Path("login")
    @PermitAll
    @Operation(
            summary = "Begin to sign in",
            description = "Redirects to the provider's login page. return_to is the path to come back to.")
    public Response login(
            @QueryParam("provider") @Nullable String provider, @QueryParam("return_to") @Nullable String returnTo) {
        return redirect(signIn.start(provider, returnTo, null));
    }

    @GET
    @Path("link")
    @Authenticated
    @Operation(
            summary = "Add an identity",
            description = "Signs in at another provider and links that identity to the person who is signed in.")
    public Response link(
            @QueryParam("provider") @Nullable String provider, @QueryParam("return_to") @Nullable String returnTo) {
        if (!caller.isPerson()) {
            throw problem(403, "Not allowed")
                    .detail("Only people have identities.")
                    .build();
        }
        return redirect(signIn.start(provider, returnTo, UUID.fromString(caller.id())));
    }

    @GET
    @Path("callback")
    @PermitAll
    @Produces(MediaType.TEXT_HTML)
    @Operation(summary = "End of the sign-in", description = "Where the provider sends the browser back to.")
    public Response callback(
            @QueryParam("state") @Nullable String state,
            @QueryParam("code") @Nullable String code,
            @QueryParam("error") @Nullable String error,
            @CookieParam(SessionCookies.SIGN_IN) @Nullable String browserSecret) {
        if (state == null || code == null) {
            throw problem(400, "Not signed in")
                    .detail("The provider sent no code" + (error == null ? "." : ", but said: " + safe(error)))
                    .build();
        }
        Finished finished = signIn.finish(state, code, browserSecret);
        // A page of ours leads on, and not a redirect: that would still count as coming from the provider's site, and
        // the browser would hold back the SameSite=Strict cookies.
        String page = "<!doctype html><meta charset=utf-8><title>Signed in</title>"
                + "<meta http-equiv=refresh content=\"0;url=" + finished.returnTo() + "\">"
                + "<p>Signed in. <a href=\"" + finished.returnTo() + "\">Go on</a>.";
        return Response.ok(page)
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", "default-src 'none'")
                .cookie(
                        cookies.session(finished.sessionId()),
                        cookies.jwt(finished.token().text()),
                        cookies.noSignIn())
                .build();
    }

    @POST
    @Path("refresh")
    @PermitAll
    @Operation(summary = "Renew the JWT", description = "Sets a fresh JWT cookie for the session of the cookie.")
    public Response refresh(@CookieParam(SessionCookies.SESSION) @Nullable String sessionId) {
        Issued token = signIn.refresh(sessionId == null ? "" : sessionId);
        return Response.ok(new Refreshed(token.expiresAt()))
                .header("Cache-Control", "no-store")
                .cookie(cookies.jwt(token.text()))
                .build();
    }

    @DELETE
    @PermitAll
    @Operation(summary = "Sign out", description = "Ends the session of the cookie and takes the cookies away.")
    public Response logout(@CookieParam(SessionCookies.SESSION) @Nullable String sessionId) {
        if (sessionId != null) {
            sessions.end(sessionId, "signed out");
        }
        return Response.noContent().cookie(cookies.none()).build();
    }

    @GET
    @Path("jwks")
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Public keys", description = "The JWKS that Portcullis JWTs are verified with.")
    public Response jwks() {
        return Response.ok(keys.published())
                .header("Cache-Control", "public, max-age=60")
                .build();
    }

    private Response redirect(Started started) {
        return Response.seeOther(URI.create(started.authorizationUrl()))
                .header("Cache-Control", "no-store")
                .cookie(cookies.signIn(started.browserSecret()))
                .build();
    }

    private static String safe(String error) {
        return error.matches("[a-z_]{1,60}") ? error : "an error";
    }
}
