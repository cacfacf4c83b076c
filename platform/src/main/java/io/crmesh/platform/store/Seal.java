package io.crmesh.platform.store;

import org.bson.BsonValue;

/**
 * What personal fields pass through between the codec and the database, wherever they are stored. The associated data
 * names aggregate type, aggregate and field, so that a sealed value cannot be moved to another place.
 */
public interface Seal {

    BsonValue seal(Subject subject, String field, BsonValue clear);

    BsonValue open(Subject subject, String field, BsonValue stored);

    /**
     * Whose value it is.
     *
     * @param person the customer whose key seals it
     */
    record Subject(String type, String id, String person) {}

    /** Leaves everything as it is. */
    record Open() implements Seal {
        @Override
        public BsonValue seal(Subject subject, String field, BsonValue clear) {
            return clear;
        }

        @Override
        public BsonValue open(Subject subject, String field, BsonValue stored) {
            return stored;
        }
    }
}
