package io.crmesh.web;

/** Value object: one field of a request, as a path ({@code lines[0].quantity}), and what is wrong with it. */
public record FieldError(String field, String message) {}
