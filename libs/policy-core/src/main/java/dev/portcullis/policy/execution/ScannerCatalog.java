// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.model.ScanAction;
import dev.portcullis.policy.model.ScanKind;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.TemplateEdition;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The recipes of {@code scanners.yml}, the one place that pins the versions of scanners. */
final class ScannerCatalog {
    /** The recipes that come with Portcullis. */
    static final ScannerCatalog BUNDLED = read("scanners.yml");

    private static final Set<String> RULESETS =
            Set.of("SAST_RULESET_GIT_REFERENCE", "SECRET_DETECTION_RULESET_GIT_REFERENCE");

    private final Map<String, String> variables;
    private final Map<ScanKind, List<Recipe>> recipes;

    private ScannerCatalog(Map<String, String> variables, Map<ScanKind, List<Recipe>> recipes) {
        this.variables = variables;
        this.recipes = recipes;
    }

    /** What every injected scan's variables are unless its policy says otherwise, by name. */
    Map<String, String> variables() {
        return variables;
    }

    /** How to run a scan on a tier; nothing where no scanner can. */
    Optional<Recipe> recipe(ScanAction action, Tier tier) {
        boolean ruleset = action.variables().keySet().stream().anyMatch(RULESETS::contains);
        return recipes.getOrDefault(action.scan(), List.of()).stream()
                .filter(recipe -> recipe.fits(tier, action.template(), ruleset))
                .findFirst();
    }

    /** Every recipe of a kind of scan. */
    List<Recipe> recipes(ScanKind kind) {
        return recipes.getOrDefault(kind, List.of());
    }

    private static ScannerCatalog read(String name) {
        YamlText yaml = YamlText.read(resource(name));
        if (!(yaml.root() instanceof YamlNode.Mapping root)) {
            throw new IllegalStateException(name + " is damaged: " + yaml.errors());
        }
        Map<String, Object> tree = CiTree.map(root, yaml.text());
        Map<ScanKind, List<Recipe>> recipes = new EnumMap<>(ScanKind.class);
        map(tree.get("scans"))
                .forEach((kind, list) -> recipes.put(
                        word(ScanKind.class, kind),
                        ((List<?>) list).stream().map(item -> recipe(map(item))).toList()));
        return new ScannerCatalog(texts(tree.get("variables")), recipes);
    }

    private static Recipe recipe(Map<String, Object> tree) {
        String edition = CiTree.text(tree, "edition");
        String rulesets = CiTree.text(tree, "rulesets_from");
        return new Recipe(
                CiTree.text(tree, "provider"),
                word(Tier.class, CiTree.text(tree, "tier")),
                edition.isEmpty() ? null : word(TemplateEdition.class, edition),
                rulesets.isEmpty() ? Tier.FREE : word(Tier.class, rulesets),
                ((List<?>) tree.getOrDefault("jobs", List.of()))
                        .stream().map(item -> job(map(item))).toList());
    }

    private static Recipe.Job job(Map<String, Object> tree) {
        String template = CiTree.text(tree, "template");
        return new Recipe.Job(
                CiTree.text(tree, "name"),
                CiTree.text(tree, "analyzer"),
                CiTree.text(tree, "image"),
                word(ScanType.class, CiTree.text(tree, "report")),
                CiTree.text(tree, "file"),
                optional(tree, "sbom"),
                optional(tree, "ruleset"),
                template.isEmpty() ? null : new String(resource(template), StandardCharsets.UTF_8),
                Boolean.TRUE.equals(tree.get("after_build")),
                Boolean.TRUE.equals(tree.get("profiles")),
                CiTree.words(tree, "exists"),
                texts(tree.get("variables")),
                CiTree.words(tree, "script"));
    }

    private static @Nullable String optional(Map<String, Object> tree, String key) {
        String text = CiTree.text(tree, key);
        return text.isEmpty() ? null : text;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .collect(Collectors.toMap(entry -> (String) entry.getKey(), Map.Entry::getValue))
                : Map.of();
    }

    private static Map<String, String> texts(@Nullable Object value) {
        Map<String, String> texts = new TreeMap<>();
        map(value).forEach((key, text) -> texts.put(key, text.toString()));
        return texts;
    }

    private static <E extends Enum<E> & Word> E word(Class<E> type, String word) {
        return Word.find(type, word)
                .orElseThrow(() ->
                        new IllegalStateException("scanners.yml: there is no " + type.getSimpleName() + " " + word));
    }

    private static byte[] resource(String name) {
        try (InputStream in = ScannerCatalog.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
