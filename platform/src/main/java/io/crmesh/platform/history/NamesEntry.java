package io.crmesh.platform.history;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a record that names its entry in a list. History then speaks of {@code consents[MARKETING
 * EMAIL].state}, not of a position, which says little and shifts when an entry is removed.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface NamesEntry {}
