package io.crmesh.marketing.automation;

import io.crmesh.marketing.condition.Condition;

/** Value object: a parsed definition, ready to be evaluated. */
public record Rule(String id, Definition definition, Condition condition, Reentry reentry) {}
