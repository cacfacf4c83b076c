package io.crmesh.platform.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.BsonReader;
import org.bson.BsonString;
import org.bson.BsonWriter;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecProvider;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Codecs for what the driver's record codec leaves out: a sealed interface of records is stored as the record plus its
 * {@code type}, and a record whose only component is called {@code value} is stored as that value.
 */
public final class MongoRecords implements CodecProvider {

    private static final String TYPE = "type";
    private static final BsonDocumentCodec DOCUMENTS = new BsonDocumentCodec();

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable Codec<T> get(Class<T> type, CodecRegistry registry) {
        if (type.isSealed() && type.isInterface()) {
            return new SealedCodec<>(type, registry, variants(type));
        }
        var components = type.getRecordComponents();
        if (components != null
                && components.length == 1
                && components[0].getName().equals("value")) {
            var inner = (Codec<Object>) registry.get(components[0].getType());
            return new ValueCodec<>(type, inner, accessor(type), constructor(type, components[0].getType()));
        }
        return null;
    }

    private static Map<String, Class<?>> variants(Class<?> sealedType) {
        return Arrays.stream(sealedType.getPermittedSubclasses())
                .flatMap(variant -> variant.isInterface()
                        ? variants(variant).values().stream()
                        : Arrays.stream(new Class<?>[] {variant}))
                .collect(Collectors.toMap(Class::getSimpleName, variant -> variant));
    }

    private record SealedCodec<T>(Class<T> getEncoderClass, CodecRegistry registry, Map<String, Class<?>> variants)
            implements Codec<T> {

        @Override
        @SuppressWarnings("unchecked")
        public void encode(BsonWriter writer, T value, EncoderContext context) {
            var variant = value.getClass();
            var document = new BsonDocument(TYPE, new BsonString(variant.getSimpleName()));
            if (variant.getRecordComponents().length > 0) {
                var fields = new BsonDocument();
                ((Codec<T>) registry.get(variant)).encode(new BsonDocumentWriter(fields), value, context);
                document.putAll(fields);
            }
            DOCUMENTS.encode(writer, document, context);
        }

        @Override
        @SuppressWarnings("unchecked")
        public T decode(BsonReader reader, DecoderContext context) {
            var document = DOCUMENTS.decode(reader, context);
            var name = document.getString(TYPE).getValue();
            var variant = variants.get(name);
            if (variant == null) {
                throw new IllegalStateException("No " + getEncoderClass.getName() + " is called " + name);
            }
            document.remove(TYPE);
            if (variant.getRecordComponents().length == 0) {
                return (T) called(() -> constructor(variant).invokeExact());
            }
            return (T) registry.get(variant).decode(new BsonDocumentReader(document), context);
        }
    }

    private record ValueCodec<T>(
            Class<T> getEncoderClass, Codec<Object> inner, MethodHandle accessor, MethodHandle constructor)
            implements Codec<T> {

        @Override
        public void encode(BsonWriter writer, T value, EncoderContext context) {
            inner.encode(writer, called(() -> accessor.invokeExact((Object) value)), context);
        }

        @Override
        @SuppressWarnings("unchecked")
        public T decode(BsonReader reader, DecoderContext context) {
            var value = inner.decode(reader, context);
            return (T) called(() -> constructor.invokeExact(value));
        }
    }

    private static MethodHandle accessor(Class<?> record) {
        try {
            var accessor = record.getRecordComponents()[0].getAccessor();
            accessor.setAccessible(true);
            return MethodHandles.lookup().unreflect(accessor).asType(MethodType.genericMethodType(1));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle constructor(Class<?> record, Class<?>... parameters) {
        try {
            var constructor = record.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(constructor)
                    .asType(MethodType.genericMethodType(parameters.length));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Call {
        Object make() throws Throwable;
    }

    private static Object called(Call call) {
        try {
            return call.make();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
