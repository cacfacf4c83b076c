package io.crmesh.platform;

/** Value object: a state together with the version at which it was read. */
public record Versioned<S>(S state, long version) {}
