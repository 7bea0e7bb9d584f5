// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import java.util.List;

/** Who is measured. */
public enum Entrant {
    /** The whole decision. */
    PORTCULLIS,
    /** The simple version. */
    HASH_SETS,
    /** The hand-tuned version. */
    BITMASKS,
    /** The rule engine. */
    DROOLS,
    /** The expression language. */
    CEL;

    Contestant<?> make(List<Criteria> criteria) {
        return switch (this) {
            case PORTCULLIS -> new Portcullis(criteria);
            case HASH_SETS -> new HashSets(criteria);
            case BITMASKS -> new Bitmasks(criteria);
            case DROOLS -> new DroolsRules(criteria);
            case CEL -> new CelRules(criteria);
        };
    }
}
