package io.crmesh.platform.store;

import org.bson.BsonDocument;

/** A document that must come to be, once, because of a decision; its id makes a second insertion harmless. */
public record Follower(String collection, BsonDocument document) {}
