// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import org.spdx.Configuration;
import org.spdx.core.InvalidSPDXAnalysisException;
import org.spdx.library.ListedLicenses;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.license.AnyLicenseInfo;
import org.spdx.storage.simple.InMemSpdxStore;
import org.spdx.utility.license.LicenseExpressionParser;

/** The library of the SPDX project, loaded at the first expression and kept from the network and from remembering. */
final class SpdxLibrary {
    private static final String OFFLINE = "org.spdx.useJARLicenseInfoOnly";
    private static final String DOCUMENT = "urn:portcullis";

    static {
        if (!Boolean.parseBoolean(Configuration.getInstance().getProperty(OFFLINE))) {
            throw new IllegalStateException("The SPDX library would fetch its licence list from the network: "
                    + OFFLINE + " has to be true, as resources/spdx-java-library.properties of policy-core says;"
                    + " take the system property or the file that says otherwise away");
        }
        SpdxModelFactory.init();
        ListedLicenses.getListedLicenses();
    }

    private SpdxLibrary() {}

    /** @throws InvalidSPDXAnalysisException if the text is no expression */
    static AnyLicenseInfo parse(String expression) throws InvalidSPDXAnalysisException {
        return LicenseExpressionParser.parseLicenseExpressionCompatV2(expression, new InMemSpdxStore(), DOCUMENT, null);
    }
}
