package io.crmesh.customer.imports.mapping;

import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.imports.mapping.FileField.About;
import io.crmesh.platform.Refusal.Impossible;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of one row say of consents. An objection in any of them prevails, and prevails too where its time cannot
 * be read. Where one of them cannot be understood, it may be an objection, so the others give no consent.
 */
final class ConsentCells {

    private final Map<String, List<String>> texts;
    private final Dates dates;
    private final List<RowWarning> warnings;

    ConsentCells(Map<String, List<String>> texts, Dates dates, List<RowWarning> warnings) {
        this.texts = texts;
        this.dates = dates;
        this.warnings = warnings;
    }

    /** The consents, each under the field that it is called by. */
    Map<String, GivenConsent> read() {
        var consents = new LinkedHashMap<String, GivenConsent>();
        Set<String> subjects = new LinkedHashSet<>();
        for (var field : texts.keySet()) {
            FileField.consent(field)
                    .ifPresent(about -> subjects.add(FileField.CONSENT + about.purpose() + "." + about.channel()));
        }
        for (var subject : subjects) {
            FileField.consent(subject)
                    .flatMap(about -> consent(subject, about))
                    .ifPresent(consent -> consents.put(subject, consent));
        }
        return consents;
    }

    private Optional<GivenConsent> consent(String subject, About about) {
        var objectedAt = text(subject + ".withdrawnAt");
        var optedOut = text(subject + ".optedOut").filter(cell -> isYes(subject + ".optedOut", cell));
        if (objectedAt.isPresent() || optedOut.isPresent()) {
            return Optional.of(given(about, ConsentState.WITHDRAWN, time(subject + ".withdrawnAt"), reason(subject)));
        }
        var state = text(subject).flatMap(cell -> state(subject, cell));
        var grantedAt = time(subject + ".grantedAt");
        if (text(subject).isEmpty() && grantedAt != null && !isDoubtful(subject)) {
            return Optional.of(given(about, ConsentState.GRANTED, grantedAt, null));
        }
        return state.filter(known -> known != ConsentState.UNKNOWN)
                .filter(known -> known != ConsentState.GRANTED || !isDoubtful(subject))
                .map(known -> given(
                        about,
                        known,
                        known == ConsentState.GRANTED ? grantedAt : null,
                        known == ConsentState.GRANTED ? null : reason(subject)));
    }

    /** Whether it cannot be understood if the row says that the customer objected. */
    private boolean isDoubtful(String subject) {
        return text(subject + ".optedOut")
                .filter(cell -> Words.yesOrNo(cell).isEmpty())
                .isPresent();
    }

    private static GivenConsent given(
            About about, ConsentState state, @Nullable Instant at, @Nullable String evidence) {
        return new GivenConsent(about.purpose(), about.channel(), state, null, null, evidence, "IMPORT", at);
    }

    private boolean isYes(String field, String cell) {
        var answer = Words.yesOrNo(cell);
        if (answer.isEmpty()) {
            warnings.add(new RowWarning(field, "must be yes or no"));
        }
        return answer.orElse(false);
    }

    private Optional<ConsentState> state(String field, String cell) {
        var state = Words.consent(cell);
        if (state.isEmpty()) {
            warnings.add(new RowWarning(field, "is none of the known words, such as GRANTED, DENIED, yes or no"));
        }
        return state;
    }

    private @Nullable Instant time(String field) {
        var cell = text(field);
        if (cell.isEmpty()) {
            return null;
        }
        try {
            return dates.instant(field, cell.get());
        } catch (Impossible refusal) {
            warnings.add(new RowWarning(field, refusal.errors().getFirst().message()));
            return null;
        }
    }

    private @Nullable String reason(String subject) {
        var reasons = new ArrayList<>(texts.getOrDefault(subject + ".reason", List.of()));
        return reasons.isEmpty() ? null : reasons.stream().distinct().collect(Collectors.joining(": "));
    }

    private Optional<String> text(String field) {
        return texts.getOrDefault(field, List.of()).stream().findFirst();
    }
}
