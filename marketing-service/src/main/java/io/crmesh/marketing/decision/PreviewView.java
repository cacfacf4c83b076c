package io.crmesh.marketing.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crmesh.marketing.condition.Condition.LeafResult;
import io.crmesh.marketing.decision.WhyView.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * View of a preview: how an automation would judge a customer.
 *
 * @param answer WAITING if it would start
 * @param event that was judged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PreviewView(Answer answer, @Nullable String event, List<LeafResult> leaves) {}
