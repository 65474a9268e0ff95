package io.calledit.gateway.auth;

import java.net.URI;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whose tokens are taken. Only the authorizer looks at it, and it takes none where this isn't set. */
@ConfigMapping(prefix = "calledit.sign-in")
interface SignInConfig {

    /** Who gives the tokens, as it stands in them: for a Cognito user pool {@code https://cognito-idp.<region>.amazonaws.com/<pool>}. */
    Optional<String> issuer();

    /** For whom they are given: the page's id at the issuer. */
    Optional<String> client();

    /** Where the issuer's keys are; by default below the issuer, where Cognito has them. */
    Optional<URI> keys();

    /** The cookie in which the page keeps its token. */
    @WithDefault("calledit_token")
    String cookie();
}
