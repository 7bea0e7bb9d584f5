// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.contracts.Severity;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.file.PolicyFile;
import dev.portcullis.policies.policy.PolicyText.Remark;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.policies.sync.ReadHead.Found;
import dev.portcullis.policies.sync.ReadHead.Trouble;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells people that Git holds something that cannot be taken over. What is in force stays in force meanwhile. */
@ApplicationScoped
class SourceAlerts {
    private final AuditTrail audit;
    private final Clock clock;

    SourceAlerts(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** A policy of the file is not valid. */
    @Transactional(Transactional.TxType.MANDATORY)
    void invalidPolicy(PolicySource source, Found head, String type, String name, Remark error) {
        String what = "The " + type + " '" + name + "'";
        raise(
                source,
                "policy-invalid-in-git",
                type + "/" + name,
                what + " of " + source.projectPath + " is not valid",
                what + " in " + PolicyFile.PATH + " at " + head.commit().id() + " is not valid: "
                        + ReadHead.sentence(error)
                        + ". Its last valid version stays in force; the other policies of the file go on. Mend it and"
                        + " push again.",
                head.project().webUrl() + "/-/blob/" + head.commit().id() + "/" + PolicyFile.PATH + "#L" + error.line(),
                Map.of(
                        "type",
                        type,
                        "name",
                        name,
                        "line",
                        Integer.toString(error.line()),
                        "column",
                        Integer.toString(error.column())));
        record(source, "policy-source.policy-invalid", ReadHead.sentence(error), Map.of("type", type, "name", name));
    }

    /** The file as a whole cannot be taken over. */
    @Transactional(Transactional.TxType.MANDATORY)
    void trouble(PolicySource source, Trouble trouble) {
        Remark at = trouble.at();
        raise(
                source,
                "policy-source-unreadable",
                trouble.kind(),
                "The policies of " + source.namespace + " cannot be read from " + source.projectPath,
                trouble.sentence(),
                null,
                at == null
                        ? Map.of("reason", trouble.kind())
                        : Map.of(
                                "reason", trouble.kind(),
                                "line", Integer.toString(at.line()),
                                "column", Integer.toString(at.column())));
        record(source, "policy-source.unreadable", trouble.sentence(), Map.of("reason", trouble.kind()));
    }

    private void raise(
            PolicySource source,
            String kind,
            String subject,
            String title,
            String description,
            @Nullable String url,
            Map<String, String> labels) {
        // The level's people are told, whoever may see the project that the file lies in.
        Map<String, String> all = new HashMap<>(labels);
        all.put("namespace", source.namespace);
        audit.alert(new SecurityAlert(
                Secrets.digest(kind + "\n" + source.id + "\n" + subject),
                kind,
                Severity.HIGH,
                title,
                description,
                source.project(),
                null,
                url,
                clock.instant(),
                all));
    }

    private void record(PolicySource source, String action, String why, Map<String, String> details) {
        audit.add(
                AuditTrail.SERVICE, new AuditTrail.Entry(action, source.id.toString(), source.namespace, why, details));
    }
}
