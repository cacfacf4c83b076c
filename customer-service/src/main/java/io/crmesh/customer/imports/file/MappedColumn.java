package io.crmesh.customer.imports.file;

/** Value object: a column of the file and the customer's field that it fills. */
public record MappedColumn(String column, String field) {}
