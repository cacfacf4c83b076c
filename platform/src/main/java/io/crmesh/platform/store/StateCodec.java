package io.crmesh.platform.store;

import static java.util.stream.Collectors.joining;

import io.crmesh.platform.fact.Personal;
import io.crmesh.platform.store.Seal.Subject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
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

/** A state as it is stored: encoded by the driver, its personal fields passed through the seal. */
final class StateCodec<S extends Record> {

    /** Where a state is stored: the live document keeps what is searched by clear, everything else is sealed. */
    enum Place {
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
    private final Seal seal;
    private final List<PersonalPath> personal;

    StateCodec(Class<S> state, CodecRegistry registry, Seal seal) {
        this.codec = registry.get(state);
        this.seal = seal;
        this.personal = List.copyOf(personalPaths(state, List.of(), new HashSet<>()));
    }

    BsonDocument encode(S state, Subject subject, Place place) {
        if (personal.isEmpty()) {
            return bytes(state);
        }
        var document = new BsonDocument();
        codec.encode(new BsonDocumentWriter(document), state, ENCODING);
        for (var path : personal) {
            if (sealed(path, place)) {
                replace(document, path.steps(), value -> seal.seal(subject, path.field(), value));
            }
        }
        return document;
    }

    /** As the live document holds what was encoded for history already; where nothing is personal they are the same. */
    BsonDocument live(S state, BsonDocument archivable, Subject subject) {
        return personal.isEmpty() ? archivable : encode(state, subject, Place.LIVE);
    }

    /** Encoded once, and copied as it is into the live document, the fact and history. */
    private BsonDocument bytes(S state) {
        var buffer = new BasicOutputBuffer();
        try (var writer = new BsonBinaryWriter(buffer)) {
            codec.encode(writer, state, ENCODING);
        }
        return new RawBsonDocument(buffer.getInternalBuffer(), 0, buffer.getPosition());
    }

    S decode(BsonDocument stored, Subject subject, Place place) {
        if (personal.isEmpty()) {
            return codec.decode(stored.asBsonReader(), DECODING);
        }
        var document = DOCUMENTS.decode(stored.asBsonReader(), DECODING);
        for (var path : personal) {
            if (sealed(path, place)) {
                replace(document, path.steps(), value -> seal.open(subject, path.field(), value));
            }
        }
        return codec.decode(document.asBsonReader(), DECODING);
    }

    boolean holdsPersonal() {
        return !personal.isEmpty();
    }

    /** Which fields are sealed where, so that it can be told whether something was sealed when others were. */
    String sealing() {
        return personal.stream()
                .map(path -> path.field() + " " + path.kind())
                .sorted()
                .collect(joining(", "));
    }

    /** A stored state with all of it sealed that must be, if that is another. */
    Optional<BsonDocument> resealed(BsonDocument stored, Subject subject, Place place) {
        return changed(stored, place, (field, clear) -> seal.seal(subject, field, clear));
    }

    /** A stored state without what must be sealed and is not, if that is another. */
    Optional<BsonDocument> withoutUnsealed(BsonDocument stored, Place place) {
        return changed(stored, place, (_, _) -> null);
    }

    private Optional<BsonDocument> changed(
            BsonDocument stored, Place place, BiFunction<String, BsonValue, @Nullable BsonValue> unsealed) {
        var document = DOCUMENTS.decode(stored.asBsonReader(), DECODING);
        for (var path : personal) {
            if (sealed(path, place)) {
                replace(
                        document,
                        path.steps(),
                        value -> seal.isSealed(value) ? value : unsealed.apply(path.field(), value));
            }
        }
        return document.equals(stored) ? Optional.empty() : Optional.of(document);
    }

    /** Says whose states will be decoded next. */
    void foresee(List<String> persons) {
        if (!personal.isEmpty()) {
            seal.foresee(persons);
        }
    }

    private static boolean sealed(PersonalPath path, Place place) {
        return place == Place.ARCHIVE || path.kind() == Personal.Kind.SEALED;
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
            default -> {} // a sealed type's variant without this field
        }
    }

    /** What cannot be opened any more is as if it had never been said. */
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

    /** What a list holds, or the component's own type. */
    private static Class<?> elementType(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType generic) {
            var last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return last instanceof Class<?> element ? element : component.getType();
        }
        return component.getType();
    }
}
