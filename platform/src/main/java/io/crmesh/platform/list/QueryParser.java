package io.crmesh.platform.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.model.Filters;
import io.crmesh.platform.Refusal.Forbidden;
import io.crmesh.platform.Refusal.Impossible;
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

    /** Read by the controller; here they decide what else can be asked. */
    private static final Set<String> PAST = Set.of("asOf", "knownAt");

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
        var known =
                OWN.contains(name) || listing.filters().containsKey(name) || (listing.hasPast() && PAST.contains(name));
        if (!known) {
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
        var all = new ArrayList<Bson>();
        var fixed = new ArrayList<Bson>();
        listing.filters().forEach((name, filter) -> {
            var value = given.get(name);
            if (value != null) {
                requireComparable(name);
                requireKept(name, name);
                var condition = filter.of(name, value);
                all.add(condition);
                if (listing.isFixedFilter(name)) {
                    fixed.add(condition);
                }
            }
        });
        var past = isOfThePast();
        return new Query(
                filter(past ? fixed : all),
                past ? filter(all) : null,
                sort(),
                limit(),
                cursor(),
                count(),
                digest(),
                listing.signer());
    }

    private static Bson filter(List<Bson> conditions) {
        return conditions.isEmpty() ? Filters.empty() : Filters.and(conditions);
    }

    private boolean isOfThePast() {
        return PAST.stream().anyMatch(given::containsKey);
    }

    /** History holds personal values encrypted, so it is not searched for them. */
    private void requireKept(String name, String parameter) {
        if (isOfThePast() && !listing.isInThePast(name)) {
            throw new Impossible(parameter, "is personal, so the past cannot be asked for it");
        }
    }

    private Sort sort() {
        var asked = given.getOrDefault("sort", listing.first());
        var name = Listing.bare(asked);
        var sort = listing.sorts().get(name);
        if (sort == null) {
            throw new Unreadable(
                    "sort", "must be one of " + String.join(", ", new TreeMap<>(listing.sorts()).keySet()));
        }
        check(name);
        if (given.keySet().stream().anyMatch(listing::isIdentifying)) {
            return Sort.ID;
        }
        if (isOfThePast() && !listing.isFixedOrder(name)) {
            return ofChangingOrder(name);
        }
        requireComparable(name);
        return asked.startsWith("-") ? sort.reversed() : sort;
    }

    /** The past is read in the present order of the records, so values that change put none in order. */
    private Sort ofChangingOrder(String name) {
        if (given.containsKey("sort")) {
            requireKept(name, "sort");
            throw new Impossible("sort", "changes in the life of a record, so the past cannot be sorted by it");
        }
        return Sort.ID;
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
