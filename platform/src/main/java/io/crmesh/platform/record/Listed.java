package io.crmesh.platform.record;

import io.crmesh.platform.list.Listing;

/** A controller with lists. It says what they can be asked, and their documentation follows from that. */
public interface Listed {

    /** What the list of this method of the controller can be asked. */
    Listing listing(String method);
}
