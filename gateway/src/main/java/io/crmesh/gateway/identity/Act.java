package io.crmesh.gateway.identity;

import java.time.Instant;

/** That somebody did something, and when. */
record Act(String by, Instant at) {}
