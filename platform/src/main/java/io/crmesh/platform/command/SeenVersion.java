package io.crmesh.platform.command;

import static org.springframework.http.HttpHeaders.IF_MATCH;

import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.platform.problem.DeclinedRequest;
import io.crmesh.web.Problem;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * The version that a caller saw ({@code If-Match: "7"}). Of several, the highest counts: a record at one of the others
 * is refused as stale, so no unseen change is ever overwritten.
 */
final class SeenVersion {

    private static final Pattern TAG = Pattern.compile("(W/)?\"(\\d{1,18})\"");
    private static final int MANY = 20;

    private SeenVersion() {}

    static OptionalLong of(NativeWebRequest request) {
        var sent = request.getHeaderValues(IF_MATCH);
        if (sent == null || sent.length == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(highest(List.of(String.join(",", sent).split(",", MANY + 1))));
    }

    private static long highest(List<String> tags) {
        if (tags.size() > MANY) {
            throw unreadable();
        }
        var highest = -1L;
        for (var tag : tags) {
            var match = TAG.matcher(tag.strip());
            if (!match.matches()) {
                throw unreadable();
            }
            if (match.group(1) == null) {
                highest = Math.max(highest, Long.parseLong(match.group(2)));
            }
        }
        if (highest < 0) {
            throw new DeclinedRequest(Problem.of(
                    HttpStatus.PRECONDITION_FAILED, "weak-version", "A weak version matches nothing in If-Match"));
        }
        return highest;
    }

    private static Unreadable unreadable() {
        return new Unreadable(IF_MATCH, "must be the version in double quotes, such as \"7\"");
    }
}
