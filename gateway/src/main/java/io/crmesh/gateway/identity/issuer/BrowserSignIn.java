package io.crmesh.gateway.identity.issuer;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** How the issuer authenticates a browser that asks for a code, and where it sends browsers that are not signed in. */
public interface BrowserSignIn {

    void addTo(HttpSecurity issuer);
}
