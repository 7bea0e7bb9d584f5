// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.token;

import static dev.portcullis.service.problem.ProblemException.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portcullis.policies.session.PortcullisTokens;
import dev.portcullis.policies.session.PortcullisTokens.Issued;
import dev.portcullis.policies.token.ServiceTokens.Made;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Grant;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Service tokens and their exchange for the Portcullis JWT. */
@Path("/api/v1/session")
@Tag(name = "Session")
public class ServiceTokenResource {
    private final ServiceTokens tokens;
    private final Caller caller;
    private final JsonWebToken jwt;

    ServiceTokenResource(ServiceTokens tokens, Caller caller, JsonWebToken jwt) {
        this.tokens = tokens;
        this.caller = caller;
        this.jwt = jwt;
    }

    /** A service token to exchange. */
    public record Exchange(@NotBlank @Size(max = 500) String token) {
        @Override
        public String toString() {
            return "Exchange[…]";
        }
    }

    /**
     * A Portcullis JWT, as OAuth 2.0 answers (RFC 6749, section 5.1).
     *
     * @param accessToken to be sent as {@code Authorization: Bearer}
     * @param expiresIn for how many seconds it is good
     */
    public record Exchanged(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {
        @Override
        public String toString() {
            return "Exchanged[…]";
        }
    }

    /** A personal token to make. */
    public record NewToken(
            @NotBlank @Size(max = 100) String name,
            @NotEmpty @Size(max = 50) List<@Valid @NotNull Grant> grants,
            @Min(1) @Max(365) int days) {}

    /** A personal token; {@code token} is its secret, only in the answer to its making. */
    public record TokenView(
            UUID id,
            String name,
            List<Grant> grants,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable String token) {
        static TokenView of(ServiceToken token, @Nullable String secret) {
            return new TokenView(
                    token.id, token.name, token.grants(), token.createdAt, token.expiresAt, token.lastUsedAt, secret);
        }
    }

    @POST
    @Path("token")
    @PermitAll
    @Operation(summary = "Exchange a service token", description = "Gives a five-minute JWT for a service token.")
    public Response exchange(@Valid @NotNull Exchange request) {
        Issued issued = tokens.exchange(request.token());
        return Response.ok(new Exchanged(issued.text(), "Bearer", PortcullisTokens.LIFETIME.toSeconds()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @GET
    @Path("tokens")
    @Authenticated
    @Operation(summary = "Own tokens", description = "The caller's personal service tokens, without their secrets.")
    public List<TokenView> list() {
        requirePerson();
        return tokens.own().stream().map(token -> TokenView.of(token, null)).toList();
    }

    @POST
    @Path("tokens")
    @Authenticated
    @Operation(
            summary = "Make a token",
            description = "A personal service token within grants that the caller holds; the secret is shown once.")
    public Response make(@Valid @NotNull NewToken request) {
        requirePerson();
        if (!PortcullisTokens.VIA_SESSION.equals(jwt.<String>getClaim("via"))) {
            throw problem(403, "Not allowed")
                    .detail("A token makes no further tokens. Sign in for that.")
                    .build();
        }
        Made made = tokens.make(request.name(), request.grants(), Duration.ofDays(request.days()));
        return Response.status(201)
                .entity(TokenView.of(made.token(), made.secret()))
                .header("Cache-Control", "no-store")
                .build();
    }

    @DELETE
    @Path("tokens/{id}")
    @Authenticated
    @Operation(summary = "Revoke a token")
    public void revoke(@PathParam("id") UUID id) {
        requirePerson();
        if (!tokens.revoke(id)) {
            throw problem(404, "Not found").detail("You have no such token.").build();
        }
    }

    private void requirePerson() {
        if (!caller.isPerson()) {
            throw problem(403, "Not allowed")
                    .detail("Only people have personal tokens.")
                    .build();
        }
    }
}
