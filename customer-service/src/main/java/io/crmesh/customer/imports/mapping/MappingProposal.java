package io.crmesh.customer.imports.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Proposal of a mapping: which fields the columns of a file probably fill, by their headings and some of the rows. */
public final class MappingProposal {

    private static final Pattern CUSTOMER_ID = Pattern.compile("cus_[a-z0-9]{26}");

    private final List<String> columns;
    private final List<List<String>> rows;
    private final Map<String, String> fields = new LinkedHashMap<>();

    private MappingProposal(List<String> columns, List<List<String>> rows) {
        this.columns = columns;
        this.rows = rows;
        columns.forEach(column -> Headings.field(column).ifPresent(field -> fields.put(column, field)));
    }

    /**
     * The mapping that is proposed.
     *
     * @param rows some rows of the file, which tell what its headings leave open
     */
    public static List<MappedColumn> of(List<String> columns, List<List<String>> rows) {
        var proposal = new MappingProposal(columns, rows);
        proposal.readTitle();
        proposal.readBirthDay();
        proposal.readIds();
        proposal.preferPartsOfNames();
        proposal.distrustBouncedAddresses();
        return proposal.mapping();
    }

    /** In a file with other parts of formal names, a title belongs to the name. */
    private void readTitle() {
        var formal = columns.stream()
                .map(Headings::key)
                .anyMatch(Set.of("suffix", "namesuffix", "initials", "jobtitle")::contains);
        columns.stream()
                .filter(column -> !formal && Headings.key(column).equals("title"))
                .forEach(column -> fields.put(column, "jobTitle"));
    }

    /** "Birth Day" beside "Birth Year" and "Birth Month" is a number. */
    private void readBirthDay() {
        if (fields.containsValue("birthday.month")) {
            fields.replaceAll((_, field) -> field.equals("birthday") ? "birthday.day" : field);
        }
    }

    /** Our own ids are those of customers to change; other ids are those of another system. */
    private void readIds() {
        fields.replaceAll((column, field) -> switch (field) {
            case "id" -> holdsOwnIds(column) ? "id" : "externalId";
            case "externalId" -> !column.equals("externalId") && holdsOwnIds(column) ? "id" : "externalId";
            default -> field;
        });
    }

    private boolean holdsOwnIds(String column) {
        var at = columns.indexOf(column);
        var ids = rows.stream()
                .filter(row -> at < row.size() && !row.get(at).isBlank())
                .map(row -> row.get(at).strip())
                .toList();
        return !ids.isEmpty()
                && ids.stream().allMatch(id -> CUSTOMER_ID.matcher(id).matches());
    }

    /** The whole name repeats the parts, and often says something else, such as how mails show the person. */
    private void preferPartsOfNames() {
        if (fields.containsValue("name.given") || fields.containsValue("name.family")) {
            fields.entrySet()
                    .removeIf(one ->
                            one.getValue().equals("name.legal") && !one.getKey().equals("name.legal"));
        }
    }

    /** A list of addresses that bounced tells since when, and a consent of long ago should not outlive that. */
    private void distrustBouncedAddresses() {
        if (columns.stream().anyMatch(column -> Headings.key(column).equals("cleantime"))) {
            fields.values().removeIf(field -> field.endsWith(".grantedAt"));
        }
    }

    private List<MappedColumn> mapping() {
        var mapping = new ArrayList<MappedColumn>();
        var taken = new HashSet<String>();
        fields.forEach((column, field) -> {
            if (taken.add(field) || FileField.isList(field)) {
                mapping.add(new MappedColumn(column, field));
            }
        });
        return List.copyOf(mapping);
    }
}
