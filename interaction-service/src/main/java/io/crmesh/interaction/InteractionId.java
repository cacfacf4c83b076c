package io.crmesh.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

/** The id of an interaction. */
public record InteractionId(@JsonValue String value) {}
