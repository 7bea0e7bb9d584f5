// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.portcullis.house.HouseRules;
import org.junit.jupiter.api.Test;

class MessagingTest {
    private static final JavaClasses CLASSES = HouseRules.production("dev.portcullis.messaging");

    @Test
    void itKnowsNoService() {
        HouseRules.checkIndependence(CLASSES, "dev.portcullis.messaging");
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.portcullis.policy..", "dev.portcullis.gitlab..", "dev.portcullis.service..")
                .because("services use the library, never the other way round")
                .check(CLASSES);
    }

    @Test
    void everyRestMethodSaysWhoMayCallIt() {
        HouseRules.checkAccessIsDeclared(CLASSES);
    }

    @Test
    void itsFeaturesFormNoCycle() {
        slices().matching("dev.portcullis.messaging.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
