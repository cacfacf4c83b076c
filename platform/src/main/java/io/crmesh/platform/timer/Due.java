package io.crmesh.platform.timer;

import java.time.Instant;

/**
 * Value object: a timer that is due.
 *
 * @param id derived from its purpose, so that setting it again does not create a second timer
 * @param kind the kind of its {@link TimerTask}
 * @param payload what the task needs, usually an id; no personal data
 */
public record Due(String id, Instant at, String kind, String payload) {}
