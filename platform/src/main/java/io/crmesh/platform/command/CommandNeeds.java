package io.crmesh.platform.command;

import org.springframework.core.MethodParameter;

/**
 * The headers that a request must have to become a command.
 *
 * @param key whether it must have an Idempotency-Key
 * @param version whether it must name the version that its caller saw
 */
public record CommandNeeds(boolean key, boolean version) {

    public static CommandNeeds of(MethodParameter parameter, String method) {
        var post = method.equals("POST");
        var onVersion = parameter.getParameterAnnotation(OnVersion.class);
        return new CommandNeeds(
                post && !parameter.hasMethodAnnotation(SafePost.class),
                onVersion == null ? !post : onVersion.required());
    }
}
