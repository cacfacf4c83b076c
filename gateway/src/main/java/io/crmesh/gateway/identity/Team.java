package io.crmesh.gateway.identity;

/** People who look after the same customers. */
record Team(String id, String name, long version) {}
