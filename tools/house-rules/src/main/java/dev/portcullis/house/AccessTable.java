// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.house;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the table of all paths in {@code docs/reference/access.md} with the REST methods of a service: a path that
 * is missing, one that no longer exists, another role or an impossible scheme fails the service's build.
 */
public final class AccessTable {
    private static final Set<String> SCHEMES_WITHOUT_ROLE = Set.of("none", "webhook secret", "job token");

    private AccessTable() {}

    /**
     * Compares the section of {@code service} with its code.
     *
     * @param production the service's production classes
     * @param service the heading of its section, e.g. {@code audit-service}
     * @throws AssertionError where they differ; it tells the rows to add and to remove
     */
    public static void checkDocumented(JavaClasses production, String service) {
        Path page = root().resolve("docs").resolve("reference").resolve("access.md");
        try {
            check(production, service, Files.readString(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void check(JavaClasses production, String service, String page) {
        Set<String> documented = new TreeSet<>(rows(page, service));
        Set<String> real = new TreeSet<>();
        for (JavaClass type : production) {
            type.getMethods().stream().filter(HouseRules::isRest).forEach(method -> real.add(row(method, documented)));
        }
        if (!documented.equals(real)) {
            Set<String> toAdd = new TreeSet<>(real);
            toAdd.removeAll(documented);
            Set<String> toRemove = new TreeSet<>(documented);
            toRemove.removeAll(real);
            throw new AssertionError("docs/reference/access.md, section " + service + ", differs from the code."
                    + "\nAdd:\n" + String.join("\n", toAdd)
                    + "\nRemove:\n" + String.join("\n", toRemove));
        }
    }

    private static List<String> rows(String page, String service) {
        String heading = "## " + service;
        return page.lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && line.contains("`/"))
                .map(line -> line.replaceAll("\\s+", " ").strip())
                .toList();
    }

    private static String row(JavaMethod method, Set<String> documented) {
        String start = "| " + verb(method) + " | `" + path(method) + "` | ";
        Optional<List<String>> roles = roles(method);
        if (roles.isEmpty()) {
            return documented.stream()
                    .filter(line -> line.startsWith(start) && isWithoutRole(line))
                    .findFirst()
                    .orElse(start + "none / webhook secret / job token | – |");
        }
        return start + scheme(roles.get()) + " | " + String.join(", ", roles.get()) + " |";
    }

    private static boolean isWithoutRole(String line) {
        String[] cells = line.split("\\|");
        return cells.length == 5
                && SCHEMES_WITHOUT_ROLE.contains(cells[3].strip())
                && cells[4].strip().equals("–");
    }

    private static String scheme(List<String> roles) {
        if (roles.equals(List.of("service"))) {
            return "service token";
        }
        return roles.contains("service") ? "session, service token" : "session";
    }

    /** The roles in the alphabet's order, {@code any} for every signed-in caller, empty where no role is asked for. */
    private static Optional<List<String>> roles(JavaMethod method) {
        return declared(method)
                .or(() -> declared(method.getOwner()))
                .orElseThrow(() -> new AssertionError(method.getFullName() + " declares no role"));
    }

    private static Optional<Optional<List<String>>> declared(CanBeAnnotated element) {
        for (JavaAnnotation<?> annotation : annotations(element)) {
            switch (annotation.getRawType().getSimpleName()) {
                case "RolesAllowed" -> {
                    String[] roles = (String[]) annotation.get("value").orElseThrow();
                    return Optional.of(Optional.of(Arrays.stream(roles).sorted().toList()));
                }
                case "Authenticated" -> {
                    return Optional.of(Optional.of(List.of("any")));
                }
                case "PermitAll" -> {
                    return Optional.of(Optional.empty());
                }
                case "DenyAll" -> {
                    return Optional.of(Optional.of(List.of("nobody")));
                }
                default -> {
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    private static String verb(JavaMethod method) {
        return method.getAnnotations().stream()
                .filter(HouseRules::isVerb)
                .map(annotation -> annotation.getRawType().getSimpleName())
                .collect(Collectors.joining());
    }

    private static String path(JavaMethod method) {
        List<String> parts = new ArrayList<>();
        pathOf(method.getOwner()).ifPresent(parts::add);
        pathOf(method).ifPresent(parts::add);
        String joined = "/" + String.join("/", parts);
        return joined.replaceAll("/+", "/").replaceAll("\\{\\s*(\\w+)\\s*:[^/]*\\}", "{$1}");
    }

    private static Optional<String> pathOf(CanBeAnnotated element) {
        return annotations(element).stream()
                .filter(annotation -> annotation.getRawType().getFullName().equals("jakarta.ws.rs.Path"))
                .map(annotation -> (String) annotation.get("value").orElseThrow())
                .findFirst();
    }

    private static Set<? extends JavaAnnotation<?>> annotations(CanBeAnnotated element) {
        return switch (element) {
            case JavaMethod method -> method.getAnnotations();
            case JavaClass type -> type.getAnnotations();
            default -> Set.of();
        };
    }

    private static Path root() {
        String told = System.getProperty("portcullis.root");
        return Path.of(told == null ? ".." : told);
    }
}
