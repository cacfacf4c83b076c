package io.crmesh.platform.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A JSON value that its type allows and our rules do not. The message is our own, so it may be shown to the caller. */
final class UnfitValue extends MismatchedInputException {

    UnfitValue(JsonParser parser, Class<?> target, String message) {
        super(parser, message, target);
    }
}
