// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.portcullis.house.AccessTable;
import dev.portcullis.house.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private static final JavaClasses SERVICE = HouseRules.production("dev.portcullis.evaluation");

    @Test
    void knowsNoOtherService() {
        HouseRules.checkIndependence(SERVICE, "dev.portcullis.evaluation");
    }

    @Test
    void everyPathDeclaresItsAccessAndTheDocumentationSaysTheSame() {
        HouseRules.checkAccessIsDeclared(SERVICE);
        AccessTable.checkDocumented(SERVICE, "evaluation-service");
    }
}
