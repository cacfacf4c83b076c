package io.crmesh.web;

import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Explains why JSON could not be read, and where. No value of it is repeated, because messages of Jackson do so. */
public final class UnreadableJson {

    private static final String ROOT = "body";

    private UnreadableJson() {}

    public static FieldError explain(JacksonException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> unknownProperty(unknown);
            case InvalidFormatException format ->
                new FieldError(path(format.getPath()), FieldError.unfit(format.getTargetType()));
            case MismatchedInputException type -> new FieldError(path(type.getPath()), mismatch(type));
            case InputCoercionException number -> new FieldError(path(number.getPath()), outOfRange(number));
            case StreamReadException syntax when isDuplicate(syntax) -> duplicate(syntax);
            case StreamReadException syntax -> new FieldError(path(syntax.getPath()), "is not well-formed JSON");
            default -> new FieldError(path(fault.getPath()), "is not a valid value");
        };
    }

    private static FieldError unknownProperty(UnrecognizedPropertyException fault) {
        var path = fault.getPath();
        var parent = path(path.isEmpty() ? path : path.subList(0, path.size() - 1));
        return named(parent, fault.getPropertyName(), "is not known here");
    }

    private static String mismatch(MismatchedInputException fault) {
        var type = fault.getTargetType();
        return type != null && type.isEnum() ? FieldError.unfit(type) : "is missing or has the wrong type";
    }

    private static String outOfRange(InputCoercionException fault) {
        var type = fault.getTargetType();
        return type == int.class || type == Integer.class
                ? "must be a number from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE)
                : "is a number out of range";
    }

    /** The parser has no exception of its own for a name that an object has twice. */
    private static boolean isDuplicate(StreamReadException fault) {
        return fault.getOriginalMessage().startsWith("Duplicate Object property");
    }

    private static FieldError duplicate(StreamReadException fault) {
        var parser = fault.processor();
        var name = parser == null ? null : parser.streamReadContext().currentName();
        return named(path(fault.getPath()), Objects.requireNonNullElse(name, ""), "must be given once");
    }

    /** A name that may be data is not repeated; then the error is said of the object around it. */
    private static FieldError named(String parent, String name, String message) {
        var shown = FieldError.named(name, "");
        if (shown.isEmpty()) {
            return new FieldError(parent, "has a property that " + message);
        }
        return new FieldError(parent.equals(ROOT) ? shown : parent + "." + shown, message);
    }

    /** Where a value stands, as callers write it: {@code lines[0].quantity}. */
    public static String path(List<JacksonException.Reference> references) {
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
