// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records as values of {@link CanonicalJson}: an object with a key per component, in the component's name. Absent
 * components are left out; sets and maps are sorted; a record of a sealed interface names itself under {@code type}. A
 * component that the JSON lacks is read as null, false, 0 or empty, so that what was written before the component
 * existed stays readable; a key that no component has is ignored.
 */
public final class RecordJson {
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private final Map<Class<?>, Codec<?>> codecs;

    /** With {@code codecs} for the types that are not records. */
    public RecordJson(Map<Class<?>, Codec<?>> codecs) {
        this.codecs = Map.copyOf(codecs);
    }

    /** How a type that is no record is written and read. */
    public interface Codec<T> {
        /** The JSON value of {@code value}. */
        Object write(T value);

        /** The value of a JSON value that {@link #write} gave. */
        T read(Object json);
    }

    /** The JSON value of a record, or of a list, set or map of records. */
    public @Nullable Object write(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case Integer number -> number;
            case Long number -> number;
            case Double number -> number;
            case Enum<?> constant -> constant.name();
            case Instant instant -> instant.toString();
            case LocalTime time -> time.toString();
            case List<?> list -> list.stream().map(this::write).toList();
            case Set<?> set -> sorted(set);
            case Map<?, ?> map -> writeMap(map);
            case Record record -> writeRecord(record);
            default -> writeOther(value);
        };
    }

    /**
     * Reads a record back.
     *
     * @throws IllegalArgumentException where the JSON does not fit {@code type}
     */
    public <T> T read(Class<T> type, @Nullable Object json) {
        try {
            Object value = read((Type) type, json);
            if (value == null) {
                throw new IllegalArgumentException("the JSON is null");
            }
            return type.cast(value);
        } catch (ClassCastException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("cannot be read as " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private List<@Nullable Object> sorted(Set<?> set) {
        List<@Nullable Object> written =
                new ArrayList<>(set.stream().map(this::write).toList());
        written.sort((left, right) -> left instanceof Number a && right instanceof Number b
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : Arrays.compareUnsigned(CanonicalJson.write(left), CanonicalJson.write(right)));
        return written;
    }

    private Map<String, @Nullable Object> writeMap(Map<?, ?> map) {
        Map<String, @Nullable Object> written = new TreeMap<>();
        map.forEach((key, value) ->
                written.put(key instanceof Enum<?> constant ? constant.name() : key.toString(), write(value)));
        return written;
    }

    private Map<String, @Nullable Object> writeRecord(Record record) {
        Shape shape = SHAPES.get(record.getClass());
        Map<String, @Nullable Object> written = new TreeMap<>();
        if (shape.typeName() != null) {
            written.put("type", shape.typeName());
        }
        for (RecordComponent component : shape.components()) {
            Object value = write(shape.get(component, record));
            if (value != null) {
                written.put(component.getName(), value);
            }
        }
        return written;
    }

    @SuppressWarnings("unchecked") // the map's keys and codecs belong together
    private Object writeOther(Object value) {
        Codec<Object> codec = (Codec<Object>) codecs.get(value.getClass());
        if (codec == null) {
            throw new IllegalArgumentException("no JSON form of " + value.getClass());
        }
        return codec.write(value);
    }

    private @Nullable Object read(Type type, @Nullable Object json) {
        if (type instanceof ParameterizedType generic) {
            return readGeneric(generic, json);
        }
        Class<?> raw = (Class<?>) type;
        if (json == null) {
            return raw.isPrimitive() ? Shape.zero(raw) : null;
        }
        Codec<?> codec = codecs.get(raw);
        if (codec != null) {
            return codec.read(json);
        }
        if (raw.isEnum()) {
            return constant(raw, (String) json);
        }
        return raw.isRecord() || raw.isSealed() ? readRecord(raw, json) : Shape.scalar(raw, json);
    }

    private Object readGeneric(ParameterizedType type, @Nullable Object json) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Map.class) {
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) (json == null ? Map.of() : json))
                    .forEach((key, value) -> map.put(key(arguments[0], (String) key), read(arguments[1], value)));
            return map;
        }
        List<?> elements = (List<?>) (json == null ? List.of() : json);
        Collection<@Nullable Object> all = raw == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
        elements.forEach(element -> all.add(read(arguments[0], element)));
        return all;
    }

    private static Object key(Type type, String key) {
        return type instanceof Class<?> raw && raw.isEnum() ? constant(raw, key) : key;
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no " + type.getSimpleName()));
    }

    private Object readRecord(Class<?> declared, Object json) {
        if (!(json instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException(declared.getSimpleName() + " needs an object");
        }
        Class<?> type = declared.isRecord() ? declared : Shape.permitted(declared, (String) object.get("type"));
        Shape shape = SHAPES.get(type);
        List<RecordComponent> components = shape.components();
        @Nullable Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            RecordComponent component = components.get(i);
            boolean absentList = !object.containsKey(component.getName()) && shape.isNullable(component);
            arguments[i] = absentList ? null : read(component.getGenericType(), object.get(component.getName()));
        }
        return construct(shape.constructor(), arguments);
    }

    private static Object construct(Constructor<?> constructor, @Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "cannot be read as " + constructor.getDeclaringClass().getSimpleName() + ": "
                            + (e.getCause() == null ? e : e.getCause()),
                    e);
        }
    }
}
