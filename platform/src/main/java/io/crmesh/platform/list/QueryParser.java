package io.crmesh.platform.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.model.Filters;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.web.FieldError;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Parser of the parameters of a list. A parameter that the listing does not allow is refused, not ignored. */
final class QueryParser {

    static final Set<String> OWN = Set.of("sort", "limit", "cursor", "count");
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private final Listing listing;
    private final Predicate<String> may;
    private final Map<String, String> given = new TreeMap<>();

    QueryParser(Listing listing, Map<String, List<String>> parameters, Predicate<String> may) {
        this.listing = listing;
        this.may = may;
        parameters.forEach(this::take);
    }

    private void take(String name, List<String> values) {
        if (!OWN.contains(name) && !listing.filters().containsKey(name)) {
            throw new Unreadable(FieldError.named(name, "query"), "is not a parameter of this list");
        }
        if (values.size() != 1) {
            throw new Unreadable(name, "must be given once");
        }
        check(name);
        given.put(name, values.getFirst());
    }

    private void check(String name) {
        listing.needs(name).filter(may.negate()).ifPresent(missing -> {
            throw new Forbidden(missing);
        });
    }

    Query query() {
        var filters = new ArrayList<Bson>();
        listing.filters().forEach((name, filter) -> {
            var value = given.get(name);
            if (value != null) {
                requireComparable(name);
                filters.add(filter.of(name, value));
            }
        });
        var filter = filters.isEmpty() ? Filters.empty() : Filters.and(filters);
        return new Query(filter, sort(), limit(), cursor(), count(), digest(), listing.signer());
    }

    private Sort sort() {
        var asked = given.getOrDefault("sort", listing.first());
        var sort = listing.sorts().get(Listing.bare(asked));
        if (sort == null) {
            throw new Unreadable(
                    "sort", "must be one of " + String.join(", ", new TreeMap<>(listing.sorts()).keySet()));
        }
        check(Listing.bare(asked));
        if (given.keySet().stream().anyMatch(listing::isIdentifying)) {
            return Sort.ID;
        }
        requireComparable(Listing.bare(asked));
        return asked.startsWith("-") ? sort.reversed() : sort;
    }

    private void requireComparable(String name) {
        listing.within(name).filter(other -> !given.containsKey(other)).ifPresent(missing -> {
            throw new Unreadable(missing, "is needed to filter or sort by " + name);
        });
    }

    private int limit() {
        var asked = given.getOrDefault("limit", Integer.toString(DEFAULT_LIMIT));
        if (!asked.matches("[1-9]\\d{0,2}") || Integer.parseInt(asked) > MAX_LIMIT) {
            throw new Unreadable("limit", "must be a number from 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(asked);
    }

    private boolean count() {
        return switch (given.getOrDefault("count", "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Unreadable("count", "must be true or false");
        };
    }

    private @Nullable Cursor cursor() {
        var asked = given.get("cursor");
        if (asked == null) {
            return null;
        }
        var cursor = Cursor.parse(asked, listing.signer(), digest());
        if (!sort().admits(cursor.value())) {
            throw new Unreadable("cursor", "is not a cursor of this list");
        }
        return cursor;
    }

    /** Requests for the same list in the same order have the same digest, for every page and size. */
    private String digest() {
        var text = new StringBuilder();
        given.forEach((name, value) -> {
            if (!OWN.contains(name)) {
                text.append(name).append('\u0000').append(value).append('\u0000');
            }
        });
        text.append(Objects.requireNonNullElse(given.get("sort"), listing.first()));
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
