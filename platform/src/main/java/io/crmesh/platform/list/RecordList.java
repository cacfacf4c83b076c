package io.crmesh.platform.list;

import io.crmesh.platform.list.ListField.Selectivity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Description of the list of one kind of aggregate, one line per field. The parameters of the list, its export and its
 * indexes follow from it.
 *
 * <pre>{@code
 * RecordList.of("tickets", "-openedAt",
 *         ListField.<Ticket>text("number", Ticket::number).identifies().sorts(),
 *         ListField.customer("customerId", ticket -> ticket.customerId().value()).filters(),
 *         ListField.time("openedAt", Ticket::openedAt).filters().sorts())
 * }</pre>
 *
 * @param <V> the record as its callers see it
 */
public final class RecordList<V> {

    private final String name;
    private final String order;
    private final List<ListField<V>> fields;

    private RecordList(String name, String order, List<ListField<V>> fields) {
        this.name = name;
        this.order = order;
        this.fields = fields;
    }

    /**
     * A list with these fields.
     *
     * @param name of the records in the plural: their address is {@code /api/name}, their export {@code name.csv}
     * @param order of the list if none is asked for, as {@code sort} would say it
     * @param fields in the order of the export's columns
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <V> RecordList<V> of(String name, String order, ListField<V>... fields) {
        return new RecordList<>(name, order, List.of(fields));
    }

    public String name() {
        return name;
    }

    /** The columns of the export. */
    public List<Column<V>> columns() {
        return fields.stream()
                .map(ListField::column)
                .flatMap(column -> Optional.ofNullable(column).stream())
                .toList();
    }

    /** What the list can be asked in a running service. */
    public Listing listing(ListContext context) {
        var listing = Listing.withoutOrder(context.signer());
        for (var field : fields) {
            for (var parameter : field.parameters(context).entrySet()) {
                listing = listing.filter(parameter.getKey(), parameter.getValue())
                        .filterAt(parameter.getKey(), field.place());
                if (field.is(Selectivity.IDENTIFYING)) {
                    listing = listing.identifying(parameter.getKey());
                }
                if (field.permission() != null) {
                    listing = listing.needing(field.permission(), parameter.getKey());
                }
                if (field.within() != null) {
                    listing = listing.comparing(parameter.getKey(), field.within());
                }
            }
            if (field.isSort()) {
                listing = listing.sortedBy(field.name(), field.sort(false)).orderAt(field.name(), field.place());
                if (field.permission() != null) {
                    listing = listing.needing(field.permission(), field.name());
                }
                if (field.within() != null) {
                    listing = listing.comparing(field.name(), field.within());
                }
            }
        }
        return listing.sortedAtFirst(order);
    }

    /**
     * The indexes that serve every filter in every order, to callers who see all records and to those who see some.
     *
     * @param scopes paths of the fields that decide which rows a caller sees, none if every caller sees all records
     */
    public List<ListIndex> indexes(List<String> scopes) {
        var indexes = new LinkedHashSet<ListIndex>();
        for (var sort : sorts()) {
            indexes.add(ListIndex.of(sort));
            scopes.forEach(scope -> indexes.add(ListIndex.of(scope, sort)));
            fields.stream()
                    .filter(field -> field.is(Selectivity.SELECTIVE))
                    .forEach(field -> indexes.add(ListIndex.of(field.path(), sort)));
        }
        fields.stream()
                .filter(field -> field.is(Selectivity.IDENTIFYING) && !field.isSort() && !isId(field))
                .forEach(field -> indexes.add(ListIndex.identifying(field.path())));
        return List.copyOf(indexes);
    }

    /** What {@code sort} may say, without a minus. */
    public List<String> orders() {
        return fields.stream().filter(ListField::isSort).map(ListField::name).toList();
    }

    /**
     * One combination of filter and order that the list can be asked for.
     *
     * @param equality paths that the filter compares for equality; none for ranges and for no filter at all
     * @param selective whether the filter must narrow the index, and not only skip records of the order
     * @param order paths of the order, {@code _id} last; empty filters and orders are questions, too
     */
    public record Question(List<String> equality, boolean selective, List<String> order) {}

    /** Every combination of one filter or none with every order. */
    public List<Question> questions() {
        var questions = new ArrayList<Question>();
        for (var sort : sorts()) {
            var order = sort.path().equals("_id") ? List.of("_id") : List.of(sort.path(), "_id");
            questions.add(new Question(List.of(), false, order));
            for (var field : fields) {
                if (isId(field)) {
                    continue;
                }
                if (field.is(Selectivity.IDENTIFYING)) {
                    questions.add(new Question(List.of(field.path()), true, List.of("_id")));
                } else if (field.isFilter() && !field.path().equals(sort.path())) {
                    questions.add(new Question(List.of(field.path()), field.is(Selectivity.SELECTIVE), order));
                }
            }
        }
        return questions;
    }

    /** Every collection has an index of its ids. */
    private boolean isId(ListField<V> field) {
        return field.path().equals("_id");
    }

    private List<Sort> sorts() {
        var sorts = new ArrayList<Sort>();
        for (var field : fields) {
            if (field.isSort()) {
                sorts.add(field.sort(false));
            }
        }
        return sorts;
    }

    /** The id of a record as its callers see it. */
    public String idOf(V shown) {
        return fields.stream()
                .filter(field -> field.name().equals("id"))
                .map(ListField::column)
                .map(column -> Objects.requireNonNull(column).value().apply(shown))
                .map(Object::toString)
                .findFirst()
                .orElseThrow();
    }
}
