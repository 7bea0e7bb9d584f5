// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The bundled SPDX License List: finds a licence by identifier or by name, in any case. */
final class LicenseCatalog {
    private static final String LIST = "spdx-licenses.tsv";
    private static final LicenseCatalog INSTANCE = load();

    private final Map<String, String> byWord;

    private LicenseCatalog(Map<String, String> byWord) {
        this.byWord = Map.copyOf(byWord);
    }

    static LicenseCatalog bundled() {
        return INSTANCE;
    }

    /** The identifier in force, for an identifier or a name; a deprecated one gives its successor. */
    Optional<String> find(String word) {
        return Optional.ofNullable(byWord.get(word.toLowerCase(Locale.ROOT)));
    }

    private static LicenseCatalog load() {
        try (InputStream in = LicenseCatalog.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException(LIST + " is not bundled");
            }
            Map<String, String> byWord = new HashMap<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    add(byWord, line.split("\t"));
                }
            }
            return new LicenseCatalog(byWord);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Map<String, String> byWord, String[] columns) {
        boolean deprecated = columns.length > 2;
        String id = deprecated ? columns[2] : columns[0];
        byWord.put(columns[0].toLowerCase(Locale.ROOT), id);
        String name = columns[1].toLowerCase(Locale.ROOT);
        if (deprecated) {
            byWord.putIfAbsent(name, id);
        } else {
            byWord.put(name, id);
        }
    }
}
