// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.portcullis.house.AccessTable;
import dev.portcullis.house.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    private final JavaClasses service = HouseRules.production("dev.portcullis.policies");

    @Test
    void everyRestMethodDeclaresWhoMayCallIt() {
        HouseRules.checkAccessIsDeclared(service);
    }

    @Test
    void theTableOfPathsMatchesTheCode() {
        AccessTable.checkDocumented(service, "policy-service");
    }

    @Test
    void noOtherServiceIsKnown() {
        HouseRules.checkIndependence(service, "dev.portcullis.policies");
    }
}
