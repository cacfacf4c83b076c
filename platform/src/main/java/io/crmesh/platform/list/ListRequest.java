package io.crmesh.platform.list;

import java.util.List;
import java.util.Map;

/**
 * A request for a list, before anybody judged what it asks for.
 *
 * @param path where the list is, for the address of its next page
 * @param parameters as they came, each with all its values
 */
public record ListRequest(String path, Map<String, List<String>> parameters) {

    /** What is asked, as far as this list allows it. */
    public Query query(Listing listing) {
        return listing.parse(parameters);
    }
}
