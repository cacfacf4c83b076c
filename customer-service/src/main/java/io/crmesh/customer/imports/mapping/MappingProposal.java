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

    /** Headings of a customer's name that mean a company where a column beside them names a person at it. */
    private static final Set<String> CUSTOMERS = Set.of("customername", "kundenname", "客户名称");

    private static final Set<String> PEOPLE_AT =
            Set.of("contactname", "contactperson", "ansprechpartner", "kontaktperson", "联系人");

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
        proposal.readCompany();
        proposal.preferPartsOfNames();
        proposal.distrustBouncedAddresses();
        return proposal.mapping();
    }

    /** In a file with other parts of formal names, a title belongs to the name. */
    private void readTitle() {
        var formal = hasHeading(Set.of("suffix", "namesuffix", "initials", "jobtitle"));
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

    /** Beside a person to talk to, the customer is the company. */
    private void readCompany() {
        if (hasHeading(PEOPLE_AT) && !fields.containsValue("company")) {
            columns.stream()
                    .filter(column -> CUSTOMERS.contains(Headings.key(column)))
                    .forEach(column -> fields.put(column, "company"));
        }
    }

    /**
     * The whole name repeats the parts, and often says something else, such as how mails show the person. Beside a first
     * name alone, "Name" means the family's; any other whole name tells what the parts do not.
     */
    private void preferPartsOfNames() {
        var given = fields.containsValue("name.given");
        var family = fields.containsValue("name.family");
        if (given && family) {
            fields.entrySet()
                    .removeIf(one ->
                            one.getValue().equals("name.legal") && !one.getKey().equals("name.legal"));
        } else if (given) {
            fields.replaceAll((column, field) -> Headings.key(column).equals("name") ? "name.family" : field);
        }
    }

    private boolean hasHeading(Set<String> keys) {
        return columns.stream().map(Headings::key).anyMatch(keys::contains);
    }

    /** A list of addresses that bounced tells since when, and a consent of long ago should not outlive that. */
    private void distrustBouncedAddresses() {
        if (hasHeading(Set.of("cleantime"))) {
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
