package io.crmesh.platform.list;

import static com.mongodb.client.model.Filters.in;
import static java.util.stream.Collectors.toCollection;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bson.BsonType;
import org.jspecify.annotations.Nullable;

/**
 * Builder of one line of a {@link RecordList}: a field with its name and its value. A field says how it filters and sorts
 * and which permission it needs; parameters, export column and indexes follow from that.
 *
 * @param <V> the record as its callers see it
 */
public final class ListField<V> {

    /** How a filter narrows a list, and so which index serves it. */
    enum Selectivity {
        /** Few values with many records each: the index of the order serves it, other records are skipped. */
        COARSE,
        /** Many values with some records each: it has an index of its own for each order of the list. */
        SELECTIVE,
        /** A value belongs to a handful of records at most: these come in the order of their ids. */
        IDENTIFYING
    }

    /** The parameters of a field by their names; what they ask may depend on the running service. */
    @FunctionalInterface
    private interface Parameters {
        Map<String, Filter> of(ListField<?> field, ListContext context);
    }

    private final String name;
    private final BsonType type;
    private final Parameters parameters;
    private final Selectivity natural;
    private final @Nullable Function<? super V, ? extends @Nullable Object> value;
    private String column;
    private String path;
    private @Nullable Selectivity selectivity;
    private boolean sorts;
    private boolean fixed;
    private boolean personal;
    private @Nullable String needs;
    private @Nullable String within;

    private ListField(
            String name,
            BsonType type,
            Parameters parameters,
            Selectivity natural,
            @Nullable Function<? super V, ? extends @Nullable Object> value) {
        this.name = name;
        this.type = type;
        this.parameters = parameters;
        this.natural = natural;
        this.value = value;
        this.column = name;
        this.path = "state." + name;
    }

    /** A text; its filter takes exactly this text. */
    public static <V> ListField<V> text(String name, Function<? super V, ? extends @Nullable Object> value) {
        return new ListField<>(
                name,
                BsonType.STRING,
                (field, _) -> Map.of(name, Filter.text(field.path)),
                Selectivity.SELECTIVE,
                value);
    }

    /** A constant, stored by its name; its filter takes one or several of them, separated by commas. */
    public static <V, E extends Enum<E>> ListField<V> code(
            String name, Class<E> constants, Function<? super V, ? extends @Nullable Object> value) {
        var words = Arrays.stream(constants.getEnumConstants()).map(Enum::name).collect(toCollection(TreeSet::new));
        return new ListField<>(
                name,
                BsonType.STRING,
                (field, _) -> Map.of(name, Filter.oneOf(field.path, words)),
                Selectivity.COARSE,
                value);
    }

    /** True or false. */
    public static <V> ListField<V> flag(String name, Function<? super V, ? extends @Nullable Object> value) {
        return new ListField<>(
                name, BsonType.BOOLEAN, (field, _) -> Map.of(name, Filter.flag(field.path)), Selectivity.COARSE, value);
    }

    /** An instant; its filters are {@code nameFrom}, inclusive, and {@code nameUntil}, exclusive. */
    public static <V> ListField<V> time(String name, Function<? super V, ? extends @Nullable Object> value) {
        return new ListField<>(
                name,
                BsonType.DATE_TIME,
                (field, _) -> Map.of(name + "From", Filter.from(field.path), name + "Until", Filter.until(field.path)),
                Selectivity.COARSE,
                value);
    }

    /** A whole number, an amount in minor units; its filters are {@code nameMin} and {@code nameMax}, both inclusive. */
    public static <V> ListField<V> number(String name, Function<? super V, ? extends @Nullable Object> value) {
        return new ListField<>(
                name,
                BsonType.INT64,
                (field, _) -> Map.of(name + "Min", Filter.atLeast(field.path), name + "Max", Filter.atMost(field.path)),
                Selectivity.COARSE,
                value);
    }

    /** The customer that the record is about. The reference is resolved, so that records of merged customers are found. */
    public static <V> ListField<V> customer(String name, Function<? super V, ? extends @Nullable Object> value) {
        return new ListField<V>(
                        name,
                        BsonType.STRING,
                        (field, context) -> Map.of(name, Filter.text(field.path, context.customers())),
                        Selectivity.SELECTIVE,
                        value)
                .at("access.customer")
                .fixed();
    }

    /** A text without a column, which is asked for and not shown in the export. */
    public static <V> ListField<V> filter(String name, String path) {
        return ListField.<V>condition(
                name, path, (field, _) -> Map.of(name, Filter.text(field.path)), Selectivity.SELECTIVE);
    }

    /** A filter without a column: what begins like this, in values that are stored normalised in the same way. */
    public static <V> ListField<V> prefix(String name, String path, UnaryOperator<String> normalised) {
        return ListField.<V>condition(
                name, path, (field, _) -> Map.of(name, Filter.prefix(field.path, normalised)), Selectivity.COARSE);
    }

    /** An order without a column and without a filter, by a text that is stored for it. */
    public static <V> ListField<V> order(String name, String path) {
        return new ListField<V>(name, BsonType.STRING, (_, _) -> Map.of(), Selectivity.COARSE, null)
                .at(path)
                .sorts();
    }

    /**
     * A filter without a column: records that are found by a value which is not stored readably.
     *
     * @param kind of the value, as the aggregate's tokens name it
     * @param normalised reads what a caller typed, or refuses it
     */
    public static <V> ListField<V> token(String name, String kind, UnaryOperator<String> normalised) {
        return tokens(name, kind, typed -> List.of(normalised.apply(typed)));
    }

    /** The same for what a caller types that may be stored in one of several forms. */
    public static <V> ListField<V> tokens(String name, String kind, Function<String, List<String>> normalised) {
        return ListField.<V>condition(
                name,
                "tokens",
                (field, context) -> Map.of(
                        name,
                        Filter.custom(typed -> in(
                                field.path,
                                normalised.apply(typed).stream()
                                        .map(form -> context.token().apply(kind, form))
                                        .toList()))),
                Selectivity.IDENTIFYING);
    }

    private static <V> ListField<V> condition(String name, String path, Parameters parameters, Selectivity natural) {
        var field = new ListField<V>(name, BsonType.STRING, parameters, natural, null).at(path);
        field.selectivity = natural;
        return field;
    }

    /** Where the value stands in the document, unless that is {@code state.name}. */
    public ListField<V> at(String where) {
        path = where;
        return this;
    }

    /** The name of the column, unless it is the field's name. */
    public ListField<V> shownAs(String called) {
        column = called;
        return this;
    }

    /** The list can be narrowed by this field. */
    public ListField<V> filters() {
        selectivity = natural;
        return this;
    }

    /** The list can be narrowed by this field, which has few values with many records each. */
    public ListField<V> filtersCoarsely() {
        selectivity = Selectivity.COARSE;
        return this;
    }

    /** The list can be narrowed by this field, whose values that are asked for have few records each. */
    public ListField<V> filtersSelectively() {
        selectivity = Selectivity.SELECTIVE;
        return this;
    }

    /** A value of this field belongs to a handful of records at most; asked for, they come in the order of their ids. */
    public ListField<V> identifies() {
        selectivity = Selectivity.IDENTIFYING;
        return this;
    }

    /** The list can be ordered by this field, {@code sort=name} and {@code sort=-name}. */
    public ListField<V> sorts() {
        sorts = true;
        return this;
    }

    /**
     * The value never changes in a record's life, so the list of the past finds and orders records by the present one.
     * Other values are compared as they were then, and order no list of the past.
     */
    public ListField<V> fixed() {
        fixed = true;
        return this;
    }

    /** The stored value identifies a person, though no mark in the state says so: the past cannot be asked for it. */
    public ListField<V> personal() {
        personal = true;
        return this;
    }

    /** Only callers with this permission see the column, and filter or sort by the field. */
    public ListField<V> needs(String permission) {
        needs = permission;
        return this;
    }

    /**
     * Values compare only among records with one value of another field, as amounts do in one currency. Filters and orders
     * by this field need that parameter, too.
     */
    public ListField<V> comparesWithin(String parameter) {
        within = parameter;
        return this;
    }

    String name() {
        return name;
    }

    String path() {
        return path;
    }

    boolean isFilter() {
        return selectivity != null;
    }

    boolean is(Selectivity kind) {
        return selectivity == kind;
    }

    boolean isSort() {
        return sorts;
    }

    /** What a list of the past must know of this field. */
    Listing.Place place() {
        return new Listing.Place(path, fixed || path.equals("_id"), personal);
    }

    @Nullable
    String permission() {
        return needs;
    }

    @Nullable
    String within() {
        return within;
    }

    Sort sort(boolean descending) {
        return new Sort(path, type, descending);
    }

    Map<String, Filter> parameters(ListContext context) {
        return isFilter() ? parameters.of(this, context) : Map.of();
    }

    /** None for what is only asked for and never shown. */
    @Nullable
    Column<V> column() {
        return value == null ? null : new Column<>(column, value, needs);
    }
}
