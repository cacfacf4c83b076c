package io.crmesh.gateway.browser;

import io.crmesh.gateway.identity.IdentitySettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.stereotype.Component;

/**
 * Keeps the tokens of another issuer in the session of whom they are about. Those of our own are not kept: whom we know
 * is looked up.
 */
@Component
class Clients implements OAuth2AuthorizedClientRepository {

    private final OAuth2AuthorizedClientRepository inSession = new HttpSessionOAuth2AuthorizedClientRepository();
    private final boolean external;

    Clients(IdentitySettings settings) {
        this.external = settings.external();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // The interface wants it so.
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String client, Authentication person, HttpServletRequest request) {
        return inSession.loadAuthorizedClient(client, person, request);
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication person,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (external) {
            inSession.saveAuthorizedClient(client, person, request, response);
        }
    }

    @Override
    public void removeAuthorizedClient(
            String client, Authentication person, HttpServletRequest request, HttpServletResponse response) {
        inSession.removeAuthorizedClient(client, person, request, response);
    }
}
