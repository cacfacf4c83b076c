package io.crmesh.gateway.identity.user;

/** A team: users who own the same customers. */
record Team(String id, String name, long version) {}
