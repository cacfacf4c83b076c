package io.crmesh.platform.json;

import io.crmesh.platform.Refusal;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.web.FieldError;
import io.crmesh.web.UnreadableJson;
import java.util.List;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;

/** Explains why a request body could not be read, and where, without repeating any value of it. */
public final class UnreadableRequestBody {

    private UnreadableRequestBody() {}

    public static Refusal explain(HttpMessageNotReadableException fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return explain(json);
            }
        }
        return new Unreadable("body", "is missing or cannot be read");
    }

    /** What our own rules refused explains itself; the rest is explained by its kind. */
    public static Refusal explain(JacksonException fault) {
        var field = UnreadableJson.path(fault.getPath());
        if (fault instanceof UnfitValue unfit) {
            return new Unreadable(field, unfit.getOriginalMessage());
        }
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Impossible impossible) {
                return new Impossible(impossible.slug(), List.of(new FieldError(field, messageOf(impossible))));
            }
            if (cause instanceof Unreadable unreadable) {
                return new Unreadable(field, messageOf(unreadable));
            }
        }
        var error = UnreadableJson.explain(fault);
        return new Unreadable(error.field(), error.message());
    }

    private static String messageOf(Refusal refusal) {
        return Refusal.fieldsOf(refusal).getFirst().message();
    }
}
