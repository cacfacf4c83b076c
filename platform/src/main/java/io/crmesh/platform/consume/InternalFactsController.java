package io.crmesh.platform.consume;

import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.auth.Needs;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.store.FactSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells other services the facts of an aggregate again, for consumers that miss some. Not reachable from outside. */
@Needs("facts")
@RestController
class InternalFactsController {

    private static final int MOST = 200;

    private final ObjectProvider<FactSource> sources;

    InternalFactsController(ObjectProvider<FactSource> sources) {
        this.sources = sources;
    }

    @GetMapping("/internal/facts/{subject}")
    List<Fact> facts(
            @PathVariable String subject,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "200") int limit) {
        for (var source : sources.orderedStream().toList()) {
            if (source.owns(subject)) {
                return told(source, subject, after, Math.clamp(limit, 1, MOST));
            }
        }
        throw new NotFound("aggregate");
    }

    private static List<Fact> told(FactSource source, String subject, long after, int limit) {
        var facts = source.factsAfter(subject, after, limit);
        if (facts.isEmpty() && source.factsAfter(subject, 0, 1).isEmpty()) {
            throw new NotFound("aggregate");
        }
        return facts;
    }
}
