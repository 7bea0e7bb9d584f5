// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import dev.portcullis.policy.json.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as a small root that names its parts by their SHA-256, so that parts which many snapshots share (scans,
 * people, stored vulnerabilities, components) are kept once.
 */
public final class SnapshotParts {
    private static final List<String> SHARED =
            List.of("project", "vulnerabilities", "members", "groups", "approvals", "exceptions");
    private static final String PART = "sha256";

    private final byte[] root;
    private final Map<String, byte[]> parts;

    private SnapshotParts(byte[] root, Map<String, byte[]> parts) {
        this.root = root;
        this.parts = Map.copyOf(parts);
    }

    /** Takes a snapshot apart. */
    public static SnapshotParts of(Snapshot snapshot) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        Map<String, @Nullable Object> root = object(SnapshotJson.RECORDS.write(snapshot));
        for (String name : SHARED) {
            root.computeIfPresent(name, (_, value) -> store(value, parts));
        }
        root.replaceAll((_, value) -> split(value, parts));
        return new SnapshotParts(CanonicalJson.write(root), parts);
    }

    /**
     * Puts a snapshot together again.
     *
     * @param part gives the bytes of a part by its SHA-256, or null where it is lost
     * @throws IllegalArgumentException where a part is lost or the bytes are no snapshot
     */
    public static Snapshot join(byte[] root, Function<String, byte @Nullable []> part) {
        return SnapshotJson.RECORDS.read(Snapshot.class, resolve(CanonicalJson.read(root), part));
    }

    /** The root as canonical JSON; its SHA-256 is the snapshot's digest. */
    public byte[] root() {
        return root.clone();
    }

    /** The bytes of every part that the root names, by SHA-256 in lower-case hexadecimal. */
    public Map<String, byte[]> parts() {
        return parts;
    }

    /** The snapshot's digest: SHA-256 of the root in lower-case hexadecimal. */
    public String digest() {
        return CanonicalJson.sha256(root);
    }

    private static @Nullable Object split(@Nullable Object value, Map<String, byte[]> parts) {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> split(element, parts)).toList();
        }
        if (!(value instanceof Map<?, ?>)) {
            return value;
        }
        Map<String, @Nullable Object> copy = object(value);
        copy.replaceAll((key, element) ->
                key.equals("findings") || key.equals("dependencies") ? store(element, parts) : split(element, parts));
        return copy;
    }

    private static Map<String, Object> store(@Nullable Object value, Map<String, byte[]> parts) {
        byte[] bytes = CanonicalJson.write(value);
        String digest = CanonicalJson.sha256(bytes);
        parts.put(digest, bytes);
        return Map.of(PART, digest);
    }

    private static @Nullable Object resolve(@Nullable Object value, Function<String, byte @Nullable []> part) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> all = new ArrayList<>();
            list.forEach(element -> all.add(resolve(element, part)));
            return all;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.size() == 1 && map.get(PART) instanceof String digest) {
            byte[] bytes = part.apply(digest);
            if (bytes == null) {
                throw new IllegalArgumentException("the snapshot's part " + digest + " is lost");
            }
            return CanonicalJson.read(bytes);
        }
        Map<String, @Nullable Object> copy = object(value);
        copy.replaceAll((_, element) -> resolve(element, part));
        return copy;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        Map<String, @Nullable Object> copy = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> copy.put((String) key, element));
        }
        return copy;
    }
}
