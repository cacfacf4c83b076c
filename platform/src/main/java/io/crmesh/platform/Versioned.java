package io.crmesh.platform;

/** A state together with the version it was read at. */
public record Versioned<S>(S state, long version) {}
