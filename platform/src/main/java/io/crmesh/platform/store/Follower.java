package io.crmesh.platform.store;

import org.bson.BsonDocument;

/** A document that the outbox inserts once because of a decision; its id makes a repeated insertion harmless. */
public record Follower(String collection, BsonDocument document) {}
