package io.crmesh.platform.store;

/**
 * Value object: a record's id in another system. Our id is derived from it, so the same record never enters twice,
 * whichever import brings it.
 */
public record ExternalId(String system, String id) {}
