package io.crmesh.gateway.identity.user;

import java.time.Instant;

/** Value object: who made a change, and when. */
public record ChangeStamp(String by, Instant at) {}
