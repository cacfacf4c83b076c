package io.crmesh.gateway.identity;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** How the issuer knows who is at a browser that wants a code, and where it sends those whom it does not know. */
public interface SignInWay {

    void addTo(HttpSecurity issuer);
}
