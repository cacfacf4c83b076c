package io.crmesh.gateway.identity;

import io.crmesh.gateway.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** The version of a record in the headers ETag and If-Match. */
public final class EntityTags {

    private EntityTags() {}

    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /** Refuses the request unless its caller saw the current version. */
    public static void check(@Nullable String ifMatch, long version) {
        if (ifMatch == null) {
            throw Refusal.versionRequired();
        }
        if (ifMatch.startsWith("W/")) {
            throw Refusal.stale();
        }
        if (!ifMatch.matches("\"\\d{1,18}\"")) {
            throw Refusal.unreadable("If-Match", "is a version in double quotes");
        }
        if (!ifMatch.equals(tag(version))) {
            throw Refusal.stale();
        }
    }
}
