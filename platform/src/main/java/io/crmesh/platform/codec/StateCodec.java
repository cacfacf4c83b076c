package io.crmesh.platform.codec;

import io.crmesh.platform.codec.FieldEncryption.Subject;
import io.crmesh.platform.event.Personal;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistry;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;

/** Codec of an aggregate's state: the driver encodes it, and its personal fields are encrypted. */
public final class StateCodec<S extends Record> {

    /**
     * Where a state is stored: the live document keeps searchable fields in clear, everything else personal is
     * encrypted.
     */
    public enum Place {
        LIVE,
        ARCHIVE
    }

    private record PersonalPath(List<String> steps, Personal.Kind kind) {
        String field() {
            return String.join(".", steps);
        }
    }

    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();
    private static final EncoderContext ENCODING = EncoderContext.builder().build();
    private static final DecoderContext DECODING = DecoderContext.builder().build();

    private final Codec<S> codec;
    private final FieldEncryption encryption;
    private final List<PersonalPath> personal;

    public StateCodec(Class<S> state, CodecRegistry registry, FieldEncryption encryption) {
        this.codec = registry.get(state);
        this.encryption = encryption;
        this.personal = List.copyOf(personalPaths(state, List.of(), new HashSet<>()));
    }

    public BsonDocument encode(S state, Subject subject, Place place) {
        if (personal.isEmpty()) {
            return bytes(state);
        }
        var document = new BsonDocument();
        codec.encode(new BsonDocumentWriter(document), state, ENCODING);
        for (var path : personal) {
            if (encrypted(path, place)) {
                replace(document, path.steps(), value -> encryption.encrypt(subject, path.field(), value));
            }
        }
        return document;
    }

    /**
     * The form for the live document of a state that was already encoded for history; without personal fields both are
     * the same.
     */
    public BsonDocument live(S state, BsonDocument archivable, Subject subject) {
        return personal.isEmpty() ? archivable : encode(state, subject, Place.LIVE);
    }

    /** Encodes once; the bytes are copied into the live document, the event and history. */
    private BsonDocument bytes(S state) {
        var buffer = new BasicOutputBuffer();
        try (var writer = new BsonBinaryWriter(buffer)) {
            codec.encode(writer, state, ENCODING);
        }
        return new RawBsonDocument(buffer.getInternalBuffer(), 0, buffer.getPosition());
    }

    public S decode(BsonDocument stored, Subject subject, Place place) {
        if (personal.isEmpty()) {
            return codec.decode(stored.asBsonReader(), DECODING);
        }
        var document = DOCUMENTS.decode(stored.asBsonReader(), DECODING);
        for (var path : personal) {
            if (encrypted(path, place)) {
                replace(document, path.steps(), value -> encryption.decrypt(subject, path.field(), value));
            }
        }
        return codec.decode(document.asBsonReader(), DECODING);
    }

    /** Whether the field at this path, or one that it stands in, is encrypted in history. */
    public boolean isPersonal(String field) {
        return personal.stream().anyMatch(path -> (field + ".").startsWith(path.field() + "."));
    }

    /** Announces whose states will be decoded next. */
    public void prefetch(List<String> persons) {
        if (!personal.isEmpty()) {
            encryption.prefetch(persons);
        }
    }

    private static boolean encrypted(PersonalPath path, Place place) {
        return place == Place.ARCHIVE || path.kind() == Personal.Kind.ENCRYPTED;
    }

    private static void replace(BsonValue in, List<String> steps, Function<BsonValue, @Nullable BsonValue> change) {
        switch (in.getBsonType()) {
            case ARRAY -> in.asArray().forEach(each -> replace(each, steps, change));
            case DOCUMENT -> {
                var document = in.asDocument();
                var value = document.get(steps.getFirst());
                if (value != null && steps.size() == 1) {
                    put(document, steps.getFirst(), change.apply(value));
                } else if (value != null) {
                    replace(value, steps.subList(1, steps.size()), change);
                }
            }
            default -> {} // a variant of a sealed type without this field
        }
    }

    /** A value that can no longer be decrypted is treated as absent. */
    private static void put(BsonDocument document, String name, @Nullable BsonValue value) {
        if (value == null) {
            document.remove(name);
        } else {
            document.put(name, value);
        }
    }

    private static List<PersonalPath> personalPaths(Class<?> type, List<String> to, Set<Class<?>> above) {
        var found = new ArrayList<PersonalPath>();
        if (!above.add(type)) {
            return found; // a type within itself: its outer occurrence is walked already
        }
        for (var component : components(type)) {
            var path = new ArrayList<>(to);
            path.add(component.getName());
            var mark = component.getAnnotation(Personal.class);
            if (mark != null) {
                found.add(new PersonalPath(List.copyOf(path), mark.value()));
            } else {
                found.addAll(personalPaths(elementType(component), path, above));
            }
        }
        above.remove(type);
        return found;
    }

    private static List<RecordComponent> components(Class<?> type) {
        if (type.isSealed() && type.isInterface()) {
            return Arrays.stream(type.getPermittedSubclasses())
                    .flatMap(variant -> components(variant).stream())
                    .toList();
        }
        var components = type.getRecordComponents();
        return components == null ? List.of() : List.of(components);
    }

    /** The element type of a list, or the component's own type. */
    private static Class<?> elementType(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType generic) {
            var last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return last instanceof Class<?> element ? element : component.getType();
        }
        return component.getType();
    }
}
