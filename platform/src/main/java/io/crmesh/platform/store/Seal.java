package io.crmesh.platform.store;

import java.util.Collection;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What personal fields pass through between the codec and the database, wherever they are stored. The associated data
 * names aggregate type, aggregate and field, so that a sealed value cannot be moved to another place.
 */
public interface Seal {

    /**
     * The value as it is stored.
     *
     * @throws io.crmesh.platform.Refusal.Gone if the person was erased
     */
    BsonValue seal(Subject subject, String field, BsonValue clear);

    /**
     * The value as it was before it was sealed, none if the person was erased; what was stored before there was a seal is
     * answered as it is.
     */
    @Nullable
    BsonValue open(Subject subject, String field, BsonValue stored);

    /** Whether it is a sealed value, and not one that was stored before there was a seal. */
    boolean isSealed(BsonValue stored);

    /** Says whose values will be opened next, so that it takes one look-up and not one for each. */
    default void foresee(Collection<String> persons) {}

    /**
     * Whose value it is.
     *
     * @param person the customer whose key seals it
     */
    record Subject(String type, String id, String person) {}
}
