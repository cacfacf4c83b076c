package io.crmesh.marketing.automation;

import io.crmesh.marketing.condition.Condition;

/** A definition, ready to be judged. */
public record Rule(String id, Definition definition, Condition condition, Reentry reentry) {}
