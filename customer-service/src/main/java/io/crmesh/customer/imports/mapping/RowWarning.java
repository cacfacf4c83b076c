package io.crmesh.customer.imports.mapping;

/**
 * Value object: a cell that could not be used, beside a customer who was registered without it.
 *
 * @param field what the cell should have filled; never what the file calls the column, which may be a person's name
 */
public record RowWarning(String field, String message) {}
