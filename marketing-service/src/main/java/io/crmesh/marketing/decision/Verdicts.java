package io.crmesh.marketing.decision;

import java.util.List;

/** What all automations made of one fact. */
public record Verdicts(List<Verdict> of) {}
