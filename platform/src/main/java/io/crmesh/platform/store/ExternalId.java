package io.crmesh.platform.store;

/**
 * What another system calls a record. Our id is derived from it, so the same record never enters twice, whoever brings
 * it.
 */
public record ExternalId(String system, String id) {}
