package io.crmesh.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

/** Id of an interaction. */
public record InteractionId(@JsonValue String value) {}
