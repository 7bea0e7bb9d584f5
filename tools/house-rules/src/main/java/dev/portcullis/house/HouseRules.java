// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** The rules that the classes of every module are held to. Each module's own test calls the ones that fit it. */
public final class HouseRules {
    private static final String ROOT = "dev.portcullis";

    private static final Set<String> HTTP_VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private static final List<String> ACCESS_DECLARATIONS = List.of(
            "jakarta.annotation.security.RolesAllowed",
            "jakarta.annotation.security.PermitAll",
            "jakarta.annotation.security.DenyAll",
            "io.quarkus.security.Authenticated");

    private HouseRules() {}

    /** The production classes of one module: {@code packageName} and everything below it, tests left out. */
    public static JavaClasses production(String packageName) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packageName);
    }

    /** A core knows no framework, no database, no broker, no logging and no system clock (design, section 2). */
    public static void checkPure(JavaClasses core) {
        checkNames(core);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "java.sql..",
                        "javax.sql..",
                        "org.apache.kafka..",
                        "org.hibernate..",
                        "org.slf4j..",
                        "org.jboss.logging..",
                        "java.util.logging..",
                        "java.net.http..")
                .because("a core is a function of its arguments")
                .check(core);
        noClasses()
                .should(new ReadsTheClock())
                .because("time is an argument: the same input has to give the same bytes in a replay")
                .check(core);
    }

    /** A name says what a class does; these say nothing (design, section 2). */
    public static void checkNames(JavaClasses classes) {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(classes);
    }

    /** Services talk over HTTP and Kafka, never through each other's classes. */
    public static void checkIndependence(JavaClasses service, String ownPackage) {
        checkNames(service);
        noClasses()
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("belong to another service") {
                    @Override
                    public boolean test(com.tngtech.archunit.core.domain.JavaClass type) {
                        return isService(type.getPackageName(), ROOT) && !isService(type.getPackageName(), ownPackage);
                    }
                })
                .check(service);
    }

    /** Every REST method says who may call it; one that does not is a hole. */
    public static void checkAccessIsDeclared(JavaClasses service) {
        ArchRule rule =
                methods().that(new IsRestMethod()).should(new DeclaresAccess()).allowEmptyShould(true);
        rule.check(service);
    }

    static boolean isRest(JavaMethod method) {
        return method.getAnnotations().stream().anyMatch(HouseRules::isVerb);
    }

    static boolean isVerb(JavaAnnotation<?> annotation) {
        return annotation.getRawType().getPackageName().equals("jakarta.ws.rs")
                && HTTP_VERBS.contains(annotation.getRawType().getSimpleName());
    }

    static boolean declaresAccess(JavaMethod method) {
        return ACCESS_DECLARATIONS.stream()
                .anyMatch(name ->
                        method.isAnnotatedWith(name) || method.getOwner().isAnnotatedWith(name));
    }

    private static boolean isService(String packageName, String prefix) {
        if (!prefix.equals(ROOT)) {
            return (packageName + ".").startsWith(prefix + ".");
        }
        return List.of("policies", "evaluation", "alert", "audit").stream()
                .anyMatch(service -> (packageName + ".").startsWith(ROOT + "." + service + "."));
    }
}
