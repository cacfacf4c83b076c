package io.crmesh.platform.consume;

import java.time.Instant;

/**
 * Value object: how long an event waited here for the one before it, or for one of another aggregate that it rests on. A
 * consumer may keep it with what it decides.
 *
 * @param on id of the event that it waited for
 */
public record Waited(String on, Instant since, Instant until) {}
