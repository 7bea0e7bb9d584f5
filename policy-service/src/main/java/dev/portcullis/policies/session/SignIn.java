// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.policies.oidc.CodeFlow;
import dev.portcullis.policies.oidc.CodeFlow.Binding;
import dev.portcullis.policies.oidc.Provider;
import dev.portcullis.policies.oidc.ProviderRefusedException;
import dev.portcullis.policies.oidc.ProviderUnavailableException;
import dev.portcullis.policies.oidc.Providers;
import dev.portcullis.policies.oidc.SignedIn;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.policies.session.PortcullisTokens.Issued;
import dev.portcullis.policies.session.Sessions.Recheck;
import dev.portcullis.service.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The way from the login page of the provider to a session, and from a session to a fresh JWT. */
@ApplicationScoped
class SignIn {
    /** How long a person may take at the provider's login page. */
    static final Duration ATTEMPT_LIFETIME = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(SignIn.class);
    private static final String CODE_VERIFIER = "code-verifier";

    private final Providers providers;
    private final CodeFlow flow;
    private final Sessions sessions;
    private final PortcullisTokens tokens;
    private final Secrets secrets;
    private final PublicUrl publicUrl;
    private final Clock clock;

    SignIn(
            Providers providers,
            CodeFlow flow,
            Sessions sessions,
            PortcullisTokens tokens,
            Secrets secrets,
            PublicUrl publicUrl,
            Clock clock) {
        this.providers = providers;
        this.flow = flow;
        this.sessions = sessions;
        this.tokens = tokens;
        this.secrets = secrets;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Where to send the browser, and the secret that binds the attempt to it. */
    record Started(String authorizationUrl, String browserSecret) {}

    /** A session that has begun. */
    record Finished(String sessionId, Issued token, String returnTo) {}

    /**
     * Begins a sign-in.
     *
     * @param providerName null for the default one
     * @param returnTo a path of ours to go to afterwards
     * @param linkTo the signed-in person who adds an identity, null otherwise
     */
    Started start(@Nullable String providerName, @Nullable String returnTo, @Nullable UUID linkTo) {
        Provider provider = providers.named(providerName);
        Binding binding = new Binding(secrets.randomToken(), secrets.randomToken(), secrets.randomToken());
        String url = atProvider(() -> flow.authorizationUrl(provider, binding, publicUrl.callback()));
        String browserSecret = secrets.randomToken();
        SignInAttempt attempt = new SignInAttempt();
        attempt.stateDigest = Secrets.digest(binding.state());
        attempt.provider = provider.name();
        attempt.browserDigest = Secrets.digest(browserSecret);
        attempt.nonce = binding.nonce();
        attempt.codeVerifier = secrets.seal(CODE_VERIFIER, binding.codeVerifier());
        attempt.returnTo = publicUrl.safePath(returnTo);
        attempt.linkPersonId = linkTo;
        attempt.expiresAt = clock.instant().plus(ATTEMPT_LIFETIME);
        QuarkusTransaction.requiringNew().run(attempt::persist);
        return new Started(url, browserSecret);
    }

    /** Ends a sign-in with what the provider sent back. */
    Finished finish(String state, String code, @Nullable String browserSecret) {
        SignInAttempt attempt = take(state, browserSecret);
        Provider provider = providers.named(attempt.provider);
        Binding binding = new Binding(state, attempt.nonce, secrets.open(CODE_VERIFIER, attempt.codeVerifier));
        SignedIn signedIn = atProvider(() -> flow.exchange(provider, binding, code, publicUrl.callback()));
        String id = sessions.begin(signedIn, attempt.linkPersonId);
        return new Finished(id, token(id).orElseThrow(SignIn::notSignedIn), attempt.returnTo);
    }

    /**
     * A fresh JWT for a session, after asking the provider again where that is due.
     *
     * @throws ProblemException 401 where the session is over, 503 where the provider has not been heard of for too long
     */
    Issued refresh(String sessionId) {
        sessions.leaseRecheck(sessionId).ifPresent(recheck -> recheck(sessionId, recheck));
        if (sessions.isStale(sessionId)) {
            throw problem(503, "Sign-in is not possible now")
                    .detail(
                            "The sign-in provider has to confirm this session and cannot be reached. Try again in a minute.")
                    .build();
        }
        return token(sessionId).orElseThrow(SignIn::notSignedIn);
    }

    private void recheck(String sessionId, Recheck recheck) {
        try {
            Provider provider = providers.named(recheck.provider());
            sessions.rechecked(sessionId, flow.renew(provider, recheck.refreshToken(), publicUrl.callback()));
        } catch (ProviderRefusedException e) {
            LOG.infof("A session ends: %s", e.getMessage());
            sessions.end(sessionId, "the provider no longer vouches for the person");
            throw notSignedIn();
        } catch (ProviderUnavailableException e) {
            LOG.warnf("A session cannot be rechecked: %s", e.getMessage());
        }
    }

    private Optional<Issued> token(String sessionId) {
        return sessions.use(sessionId).map(tokens::issue);
    }

    private SignInAttempt take(String state, @Nullable String browserSecret) {
        SignInAttempt attempt = QuarkusTransaction.requiringNew().call(() -> {
            SignInAttempt found = SignInAttempt.findById(Secrets.digest(state), LockModeType.PESSIMISTIC_WRITE);
            if (found != null) {
                found.delete();
            }
            return found;
        });
        if (attempt == null
                || browserSecret == null
                || !attempt.browserDigest.equals(Secrets.digest(browserSecret))
                || attempt.expiresAt.isBefore(clock.instant())) {
            throw problem(400, "Sign-in not recognised")
                    .detail("This sign-in was not begun in this browser, was finished before or took more than "
                            + ATTEMPT_LIFETIME.toMinutes() + " minutes. Begin again at /api/v1/session/login.")
                    .build();
        }
        return attempt;
    }

    private static <T> T atProvider(java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (ProviderUnavailableException e) {
            throw unavailable(e);
        } catch (ProviderRefusedException e) {
            throw problem(401, "Not signed in").detail(e.getMessage()).build();
        }
    }

    private static ProblemException unavailable(ProviderUnavailableException e) {
        return problem(503, "Sign-in is not possible now")
                .detail(e.getMessage() + ". Try again in a minute.")
                .build();
    }

    private static ProblemException notSignedIn() {
        return problem(401, "Not signed in")
                .detail("There is no session, or it has ended. Sign in at /api/v1/session/login.")
                .build();
    }
}
