package io.crmesh.customer.imports.mapping;

/** Value object: a column of the file and the customer's field that it fills. Several columns may fill one field. */
public record MappedColumn(String column, String field) {}
