package io.crmesh.marketing.decision;

import java.util.List;

/** Value object: how all automations judged one event. */
public record Verdicts(List<Verdict> of) {}
