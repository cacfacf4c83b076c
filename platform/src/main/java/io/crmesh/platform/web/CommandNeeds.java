package io.crmesh.platform.web;

import org.springframework.core.MethodParameter;

/**
 * What a request must bring along so that a command can be made of it.
 *
 * @param key whether it must have an Idempotency-Key
 * @param version whether it must say which version its caller saw
 */
record CommandNeeds(boolean key, boolean version) {

    static CommandNeeds of(MethodParameter parameter, String method) {
        var post = method.equals("POST");
        var onVersion = parameter.getParameterAnnotation(OnVersion.class);
        return new CommandNeeds(
                post && !parameter.hasMethodAnnotation(SafePost.class),
                onVersion == null ? !post : onVersion.required());
    }
}
