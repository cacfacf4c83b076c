package io.crmesh.gateway.identity.user;

import java.time.Instant;

/** What users need of personal access tokens: a user who is no longer active loses all of theirs. */
public interface TokenRevocation {

    void revokeAll(String user, Instant now);
}
