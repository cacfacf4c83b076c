package io.crmesh.platform.auth;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose word we take for who is calling.
 *
 * @param issuer the OpenID Connect issuer whose tokens are believed
 * @param audience what a token must be meant for
 * @param secrets a folder with one file for each of our programs, named after it, that holds the secret it signs in with
 * @param scopes what this service may do at others; it asks for no more
 * @param open addresses for which nobody has to sign in
 */
@ConfigurationProperties("crm.auth")
public record AuthSettings(
        URI issuer,
        @DefaultValue("crm") String audience,
        @Nullable Path secrets,
        @DefaultValue Set<String> scopes,
        @DefaultValue List<String> open) {}
