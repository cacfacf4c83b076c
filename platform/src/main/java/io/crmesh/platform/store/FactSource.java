package io.crmesh.platform.store;

import io.crmesh.platform.fact.Fact;
import java.util.List;

/** Who can tell all facts of an aggregate again: its owner's history together with what is still pending. */
public interface FactSource {

    /** Whether this is an id of an aggregate kept here, judged by its prefix. */
    boolean owns(String subject);

    /** The facts of one aggregate with a sequence above the given one, ascending, at most so many. */
    List<Fact> factsAfter(String subject, long sequence, int limit);
}
