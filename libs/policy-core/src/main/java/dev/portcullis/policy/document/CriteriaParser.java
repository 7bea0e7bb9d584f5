// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.EnrichmentAction;
import dev.portcullis.policy.model.EpssFilter;
import dev.portcullis.policy.model.FindingAttributes;
import dev.portcullis.policy.model.FindingCriteria;
import dev.portcullis.policy.model.Operator;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads severities, count and attributes, of a rule or of one scanner of it. */
final class CriteriaParser {
    static final FindingCriteria NONE = new FindingCriteria(0, Set.of(), FindingAttributes.NONE);
    private static final int MOST_ALLOWED = 32_767;

    private CriteriaParser() {}

    /** The criteria; what is not given is taken from {@code otherwise}. */
    static FindingCriteria read(Fields fields, FindingCriteria otherwise) {
        Reading reading = fields.reading();
        YamlNode allowed = fields.get("vulnerabilities_allowed");
        Integer count = allowed == null
                ? null
                : reading.integer(allowed, fields.path("vulnerabilities_allowed"), 0, MOST_ALLOWED);
        Set<Severity> severities = fields.has("severity_levels")
                ? fields.set("severity_levels", (node, at) -> reading.word(node, at, Severity.class))
                : otherwise.severities();
        Fields attributes = fields.object("vulnerability_attributes");
        return new FindingCriteria(
                count == null ? otherwise.allowed() : count,
                severities,
                attributes == null ? otherwise.attributes() : attributes(attributes));
    }

    private static FindingAttributes attributes(Fields fields) {
        FindingAttributes attributes = new FindingAttributes(
                fields.bool("false_positive"),
                fields.bool("fix_available"),
                fields.bool("known_exploited"),
                epss(fields.object("epss_score")),
                enrichment(fields.object("enrichment_data_unavailable")));
        fields.close();
        return attributes;
    }

    private static @Nullable EpssFilter epss(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        Operator operator = fields.requireWord("operator", Operator.class, Operator.GREATER_THAN);
        YamlNode value = fields.require("value");
        Double score = value == null ? null : fields.reading().decimal(value, fields.path("value"), 0, 1);
        fields.close();
        return score == null ? null : new EpssFilter(operator, score);
    }

    private static @Nullable EnrichmentAction enrichment(@Nullable Fields fields) {
        if (fields == null) {
            return null;
        }
        EnrichmentAction action = fields.requireWord("action", EnrichmentAction.class, EnrichmentAction.BLOCK);
        fields.close();
        return action;
    }
}
