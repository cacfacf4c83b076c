package io.crmesh.platform.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Kinds of request body. All but JSON are accepted only where a controller's {@code consumes} names them. */
enum BodyType {
    JSON,
    FORM,
    /** Too large for memory: the controller reads it as a stream. */
    UPLOAD,
    OTHER;

    private static final List<MediaType> TEXTS =
            List.of(MediaType.APPLICATION_JSON, MediaType.valueOf("application/merge-patch+json"));
    private static final List<MediaType> UPLOADS =
            List.of(MediaType.valueOf("text/csv"), MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_OCTET_STREAM);

    static BodyType of(@Nullable String contentType) {
        if (contentType == null) {
            return OTHER;
        }
        try {
            return of(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException _) {
            return OTHER;
        }
    }

    private static BodyType of(MediaType type) {
        if (type.getCharset() != null && !UTF_8.equals(type.getCharset())) {
            return OTHER;
        }
        if (TEXTS.stream().anyMatch(type::equalsTypeAndSubtype)) {
            return JSON;
        }
        if (type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)) {
            return FORM;
        }
        return UPLOADS.stream().anyMatch(type::equalsTypeAndSubtype) ? UPLOAD : OTHER;
    }
}
