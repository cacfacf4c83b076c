package io.crmesh.platform.list;

import io.crmesh.platform.auth.Caller;
import java.util.List;
import java.util.Map;

/**
 * A request for a list, before its parameters are checked.
 *
 * @param path where the list is, for the address of its next page
 * @param parameters as they came, each with all its values
 * @param caller who asks
 */
public record ListRequest(String path, Map<String, List<String>> parameters, Caller caller) {

    /** The query, if the list allows it to this caller. */
    public Query query(Listing listing) {
        return listing.parse(parameters, caller::may);
    }
}
