package io.crmesh.gateway.identity;

import org.jspecify.annotations.Nullable;

/** The version of a record in the headers of requests and answers. */
final class Versions {

    private Versions() {}

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** Whether that is the version the caller saw. */
    static void check(@Nullable String seen, long version) {
        if (seen == null) {
            throw Refused.versionRequired();
        }
        if (seen.startsWith("W/")) {
            throw Refused.stale();
        }
        if (!seen.matches("\"\\d{1,18}\"")) {
            throw Refused.unreadable("If-Match", "is a version in double quotes");
        }
        if (!seen.equals(tag(version))) {
            throw Refused.stale();
        }
    }
}
