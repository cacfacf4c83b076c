package io.crmesh.platform.json;

import io.crmesh.platform.Refusal;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.Unreadable;
import io.crmesh.web.FieldError;
import java.util.List;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Explains why a request body could not be read, and where, without repeating any of it. */
public final class UnreadableRequestBody {

    private static final String ROOT = "body";

    private UnreadableRequestBody() {}

    public static Refusal explain(HttpMessageNotReadableException fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return explain(json);
            }
        }
        return new Unreadable(ROOT, "is missing or cannot be read");
    }

    public static Refusal explain(JacksonException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown ->
                new Unreadable(path(ownPart(unknown)), "has a property that is not known here");
            case UnfitValue unfit -> new Unreadable(path(unfit.getPath()), unfit.getOriginalMessage());
            case InvalidFormatException format -> new Unreadable(path(format.getPath()), "is not a valid value");
            case MismatchedInputException type ->
                new Unreadable(path(type.getPath()), "is missing or has the wrong type");
            case StreamReadException syntax -> new Unreadable(path(syntax.getPath()), "is not well-formed JSON");
            default -> refusedBy(fault);
        };
    }

    /** A value's own constructor may have refused the input; its message explains best. */
    private static Refusal refusedBy(JacksonException fault) {
        var field = path(fault.getPath());
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Impossible impossible) {
                return new Impossible(impossible.slug(), List.of(new FieldError(field, messageOf(impossible))));
            }
            if (cause instanceof Unreadable unreadable) {
                return new Unreadable(field, messageOf(unreadable));
            }
        }
        return new Unreadable(field, "is not a valid value");
    }

    private static String messageOf(Refusal refusal) {
        return Refusal.fieldsOf(refusal).getFirst().message();
    }

    /** An unknown property name is the caller's input: only the path to it is repeated. */
    private static List<JacksonException.Reference> ownPart(UnrecognizedPropertyException fault) {
        var path = fault.getPath();
        return path.isEmpty() ? path : path.subList(0, path.size() - 1);
    }

    private static String path(List<JacksonException.Reference> references) {
        var path = new StringBuilder();
        for (var reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.isEmpty() ? ROOT : path.toString();
    }
}
