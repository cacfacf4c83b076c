package io.crmesh.platform.web;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A JSON value that its type allows and we do not. Its message is ours, so it may be told. */
final class Unfit extends MismatchedInputException {

    Unfit(JsonParser parser, Class<?> target, String message) {
        super(parser, message, target);
    }
}
