package io.crmesh.platform.list;

import io.crmesh.platform.auth.Caller;
import java.util.List;
import java.util.Map;

/**
 * A request for a list, before anybody judged what it asks for.
 *
 * @param path where the list is, for the address of its next page
 * @param parameters as they came, each with all its values
 * @param caller who asks
 */
public record ListRequest(String path, Map<String, List<String>> parameters, Caller caller) {

    /** What is asked, as far as this list allows it to whoever asks. */
    public Query query(Listing listing) {
        return listing.parse(parameters, caller::may);
    }
}
