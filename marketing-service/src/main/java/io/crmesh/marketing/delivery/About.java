package io.crmesh.marketing.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a message is about: the part of its facts that is the same in all of them.
 *
 * @param run that it belongs to; none if it is a person's trial
 * @param step of the automation
 */
public record About(String automation, @Nullable String run, String step, String channel, String purpose) {}
