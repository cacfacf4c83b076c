package io.crmesh.marketing.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.condition.Condition.Said;
import io.crmesh.marketing.decision.WhyView.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an automation would make of a customer.
 *
 * @param answer WAITING if it would begin
 * @param fact that it was tried on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PreviewView(Answer answer, @Nullable String fact, List<Said> leaves) {}
