package io.crmesh.platform.list;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.BsonType;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Allow-list of what a list can be asked: its filters and its orders. Immutable; each method returns a listing that
 * allows one thing more.
 *
 * <pre>{@code
 * Listing.signedBy(text -> keys.signature("orders-list", text))
 *         .text("number", "state.number")
 *         .times("placedAt", "state.placedAt")
 *         .sortedBy("placedAt", "state.placedAt", BsonType.DATE_TIME)
 *         .sortedAtFirst("-placedAt")
 * }</pre>
 */
public final class Listing {

    /** What a parameter takes. */
    public enum Kind {
        TEXT,
        /** One of some words, or several with commas between. */
        WORDS,
        FLAG,
        TIME,
        NUMBER
    }

    /**
     * One filter, as its documentation tells it.
     *
     * @param words what it takes, if it takes no others
     * @param needs the permission without which it is refused
     */
    public record Parameter(
            String name,
            Kind kind,
            List<String> words,
            @Nullable String needs) {}

    /**
     * Where the value of a filter or an order is stored.
     *
     * @param fixed whether it never changes in a record's life
     * @param personal whether it identifies a person, beside what is marked so in the state
     */
    record Place(String path, boolean fixed, boolean personal) {}

    /**
     * What the past can be asked for.
     *
     * @param filters places by the names of filters
     * @param orders places by the names of orders
     * @param personal tells of a path in the state whether it is encrypted in history; null if only the present can be asked
     */
    private record Places(
            Map<String, Place> filters,
            Map<String, Place> orders,
            @Nullable Predicate<String> personal) {

        static final Places NONE = new Places(Map.of(), Map.of(), null);

        Places {
            filters = Map.copyOf(filters);
            orders = Map.copyOf(orders);
        }
    }

    private final Signer signer;
    private final Map<String, Filter> filters;
    private final Map<String, Sort> sorts;
    private final Map<String, String> needs;
    private final Set<String> identifying;
    private final Map<String, String> within;
    private final Places places;
    private final String first;

    private Listing(
            Signer signer,
            Map<String, Filter> filters,
            Map<String, Sort> sorts,
            Map<String, String> needs,
            Set<String> identifying,
            Map<String, String> within,
            Places places,
            String first) {
        this.signer = signer;
        this.filters = Map.copyOf(filters);
        this.sorts = Map.copyOf(sorts);
        this.needs = Map.copyOf(needs);
        this.identifying = Set.copyOf(identifying);
        this.within = Map.copyOf(within);
        this.places = places;
        this.first = first;
    }

    /** A list that knows no filter yet, in the order of the records' ids. */
    public static Listing signedBy(Signer signer) {
        return new Listing(signer, Map.of(), Map.of("id", Sort.ID), Map.of(), Set.of(), Map.of(), Places.NONE, "id");
    }

    /** A list that knows neither filter nor order yet. */
    static Listing withoutOrder(Signer signer) {
        return new Listing(signer, Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), Places.NONE, "");
    }

    /** {@code name=…}: exactly this text. */
    public Listing text(String name, String path) {
        return filter(name, Filter.text(path));
    }

    /** {@code name=A} or {@code name=A,B}: one of these words. */
    public Listing oneOf(String name, String path, Set<String> words) {
        return filter(name, Filter.oneOf(path, new TreeSet<>(words)));
    }

    /** {@code name=A} or {@code name=A,B}: one of these constants, stored by their names. */
    public <E extends Enum<E>> Listing oneOf(String name, String path, Class<E> constants) {
        return oneOf(
                name,
                path,
                Arrays.stream(constants.getEnumConstants()).map(Enum::name).collect(toUnmodifiableSet()));
    }

    /** {@code name=true}. */
    public Listing flag(String name, String path) {
        return filter(name, Filter.flag(path));
    }

    /** {@code nameFrom=} this time or later, {@code nameUntil=} before that time. */
    public Listing times(String name, String path) {
        return filter(name + "From", Filter.from(path)).filter(name + "Until", Filter.until(path));
    }

    /** {@code nameMin=} and {@code nameMax=}, both inclusive: whole numbers, amounts in minor units. */
    public Listing numbers(String name, String path) {
        return filter(name + "Min", Filter.atLeast(path)).filter(name + "Max", Filter.atMost(path));
    }

    /** {@code name=…}: what begins like this, in a field that is stored normalised the same way. */
    public Listing prefix(String name, String path, UnaryOperator<String> normalised) {
        return filter(name, Filter.prefix(path, normalised));
    }

    /** {@code name=…}: a filter made from clean text of at most 200 characters. */
    public Listing custom(String name, Function<String, Bson> filter) {
        return filter(name, Filter.custom(filter));
    }

    /** The same for what identifies a person, so that the past cannot be asked for it. */
    public Listing personal(String name, Function<String, Bson> filter) {
        return custom(name, filter).filterAt(name, new Place("", false, true));
    }

    /** {@code sort=name} and {@code sort=-name}. */
    public Listing sortedBy(String name, String path, BsonType type) {
        return sortedBy(name, new Sort(path, type, false));
    }

    Listing sortedBy(String name, Sort sort) {
        var more = new TreeMap<>(sorts);
        more.put(name, sort);
        return new Listing(signer, filters, more, needs, identifying, within, places, first);
    }

    /**
     * Only callers with this permission may filter or sort by these names, because filtering tells what is in a field even
     * if it is not shown.
     */
    public Listing needing(String permission, String... names) {
        var more = new TreeMap<>(needs);
        for (var name : names) {
            if (!filters.containsKey(name) && !sorts.containsKey(name)) {
                throw new IllegalArgumentException("Neither a filter nor an order of this list: " + name);
            }
            more.put(name, permission);
        }
        return new Listing(signer, filters, sorts, more, identifying, within, places, first);
    }

    /** The order of the list if none is asked for, as {@code sort} would say it. */
    public Listing sortedAtFirst(String sort) {
        if (!sorts.containsKey(bare(sort))) {
            throw new IllegalArgumentException("Not an order of this list: " + sort);
        }
        return new Listing(signer, filters, sorts, needs, identifying, within, places, sort);
    }

    /** The query of a caller who has the permissions that {@code may} admits. */
    public Query parse(Map<String, List<String>> parameters, Predicate<String> may) {
        return new QueryParser(this, parameters, may).query();
    }

    /** The filters by their names. */
    public List<Parameter> parameters() {
        return filters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new Parameter(
                        each.getKey(),
                        each.getValue().kind(),
                        each.getValue().words().stream().sorted().toList(),
                        needs.get(each.getKey())))
                .toList();
    }

    /** What {@code sort} may say, without a minus. */
    public List<String> orders() {
        return sorts.keySet().stream().sorted().toList();
    }

    Signer signer() {
        return signer;
    }

    Map<String, Filter> filters() {
        return filters;
    }

    Map<String, Sort> sorts() {
        return sorts;
    }

    /** The permission it takes to filter or sort by a name, if it takes one. */
    Optional<String> needs(String name) {
        return Optional.ofNullable(needs.get(name));
    }

    String first() {
        return first;
    }

    static String bare(String sort) {
        return sort.startsWith("-") ? sort.substring(1) : sort;
    }

    /** A value of this filter belongs to a handful of records at most: asked for, they come in the order of their ids. */
    Listing identifying(String name) {
        var more = new TreeSet<>(identifying);
        more.add(name);
        return new Listing(signer, filters, sorts, needs, more, within, places, first);
    }

    /** Filtering or sorting by this name compares values that need one value of another parameter. */
    Listing comparing(String name, String parameter) {
        var more = new TreeMap<>(within);
        more.put(name, parameter);
        return new Listing(signer, filters, sorts, needs, identifying, more, places, first);
    }

    /** The parameter without which this filter or order would compare what does not compare, if there is one. */
    Optional<String> within(String name) {
        return Optional.ofNullable(within.get(name));
    }

    /** The past can be asked, too, but for personal values. */
    public Listing withPast(Predicate<String> personal) {
        return placed(new Places(places.filters(), places.orders(), personal));
    }

    Listing filterAt(String name, Place place) {
        var more = new TreeMap<>(places.filters());
        more.put(name, place);
        return placed(new Places(more, places.orders(), places.personal()));
    }

    Listing orderAt(String name, Place place) {
        var more = new TreeMap<>(places.orders());
        more.put(name, place);
        return placed(new Places(places.filters(), more, places.personal()));
    }

    private Listing placed(Places other) {
        return new Listing(signer, filters, sorts, needs, identifying, within, other, first);
    }

    boolean hasPast() {
        return places.personal() != null;
    }

    /** Whether the past can be asked for this filter or order. */
    boolean isInThePast(String name) {
        return Stream.of(places.filters(), places.orders())
                .flatMap(kind -> Stream.ofNullable(kind.get(name)))
                .noneMatch(this::isPersonal);
    }

    boolean isFixedFilter(String name) {
        return isFixed(places.filters().get(name));
    }

    boolean isFixedOrder(String name) {
        return isFixed(places.orders().get(name));
    }

    private static boolean isFixed(@Nullable Place place) {
        return place != null && place.fixed();
    }

    private boolean isPersonal(Place place) {
        return place.personal()
                || places.personal() == null
                || places.personal().test(place.path());
    }

    boolean isIdentifying(String name) {
        return identifying.contains(name);
    }

    Listing filter(String name, Filter filter) {
        if (QueryParser.OWN.contains(name) || filters.containsKey(name)) {
            throw new IllegalArgumentException("This list has a parameter " + name + " already");
        }
        var more = new TreeMap<>(filters);
        more.put(name, filter);
        return new Listing(signer, more, sorts, needs, identifying, within, places, first);
    }
}
