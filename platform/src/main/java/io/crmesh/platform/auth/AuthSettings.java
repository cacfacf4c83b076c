package io.crmesh.platform.auth;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of authentication.
 *
 * @param issuer the OpenID Connect issuer whose tokens are accepted
 * @param audience the audience that a token must name
 * @param secrets a folder with one file per client, named after it, that holds its client secret
 * @param scopes the token scopes that this service requests for calls to others
 * @param open paths that need no sign-in
 */
@ConfigurationProperties("crm.auth")
public record AuthSettings(
        URI issuer,
        @DefaultValue("crm") String audience,
        @Nullable Path secrets,
        @DefaultValue Set<String> scopes,
        @DefaultValue List<String> open) {}
