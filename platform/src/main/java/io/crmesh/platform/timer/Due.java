package io.crmesh.platform.timer;

import java.time.Instant;

/**
 * Something that falls due.
 *
 * @param id derived from what it is about, so that setting it again sets no second one
 * @param kind which task it is for
 * @param payload what the task needs to know, no personal data; usually an id
 */
public record Due(String id, Instant at, String kind, String payload) {}
