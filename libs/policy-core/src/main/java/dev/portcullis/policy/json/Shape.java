// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a record's class; found out once per class. */
record Shape(
        List<RecordComponent> components,
        Constructor<?> constructor,
        @Nullable String typeName) {
    static Shape of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            boolean sealed = Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
            return new Shape(List.of(components), constructor, sealed ? type.getSimpleName() : null);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has a canonical constructor", e);
        }
    }

    @Nullable
    Object get(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the accessor of " + component + " failed", e);
        }
    }

    boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    static Class<?> permitted(Class<?> sealed, @Nullable String name) {
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isRecord() && permitted.getSimpleName().equals(name)) {
                return permitted;
            }
        }
        throw new IllegalArgumentException(name + " is no " + sealed.getSimpleName());
    }

    static Object zero(Class<?> primitive) {
        if (primitive == boolean.class) {
            return false;
        }
        return scalar(primitive, 0);
    }

    static Object scalar(Class<?> type, Object json) {
        if (json instanceof Number number) {
            return switch (type.getSimpleName()) {
                case "int", "Integer" -> Math.toIntExact(number.longValue());
                case "long", "Long", "Object" -> number.longValue();
                case "double", "Double" -> number.doubleValue();
                default -> throw new IllegalArgumentException(type.getSimpleName() + " is no number");
            };
        }
        if (json instanceof String text) {
            return type == Instant.class ? Instant.parse(text) : type == LocalTime.class ? LocalTime.parse(text) : text;
        }
        return json;
    }
}
