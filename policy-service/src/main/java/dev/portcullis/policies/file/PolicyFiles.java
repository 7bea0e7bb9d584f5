// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import dev.portcullis.contracts.PolicyState;
import dev.portcullis.policies.file.ComposeFile.Placed;
import dev.portcullis.policies.file.PolicyFile.Part;
import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.policies.policy.StoredVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The policies of a level as one file that GitLab reads. */
@ApplicationScoped
public class PolicyFiles {
    private final Clock clock;

    PolicyFiles(Clock clock) {
        this.clock = clock;
    }

    /**
     * Keeps a file as the layout of the level's export. A file that came through a link is not replaced by an import.
     *
     * @param sourceId the link; null for an import
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void keep(String namespace, String text, @Nullable UUID sourceId) {
        StoredFile file = StoredFile.findById(namespace);
        if (file == null) {
            file = new StoredFile();
            file.namespace = namespace;
        } else if (sourceId == null && file.sourceId != null) {
            return;
        }
        file.sourceId = sourceId;
        file.content = text.getBytes(StandardCharsets.UTF_8);
        file.storedAt = clock.instant();
        file.persist();
    }

    /** The link is no more: from now on an import may replace the layout. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(UUID sourceId) {
        StoredFile.update("sourceId = null where sourceId = ?1", sourceId);
    }

    /**
     * The policies of a level that are not retired, in the layout of the file that they came from: unchanged ones byte
     * for byte, with all comments. A disabled policy says {@code enabled: false}, whatever its own text says.
     */
    @Transactional
    public String export(String namespace) {
        StoredFile stored = StoredFile.findById(namespace);
        PolicyFile layout = PolicyFile.read(stored == null ? new byte[0] : stored.content);
        List<StoredPolicy> policies =
                StoredPolicy.list("namespace = ?1 and state <> 'retired' order by name, id", namespace);
        Set<Part> free = new HashSet<>(layout.parts());
        List<Placed> placed = new ArrayList<>();
        List<StoredPolicy> renamed = new ArrayList<>();
        for (StoredPolicy policy : policies) {
            Part part = place(layout, free, policy.type, Set.of(policy.name));
            if (part == null) {
                renamed.add(policy);
            } else {
                placed.add(new Placed(text(policy), part));
            }
        }
        renamed.forEach(
                policy -> placed.add(new Placed(text(policy), place(layout, free, policy.type, formerNames(policy)))));
        return ComposeFile.compose(layout, placed);
    }

    private static @Nullable Part place(PolicyFile layout, Set<Part> free, String type, Set<String> names) {
        for (Part part : layout.parts()) {
            if (part.type().equals(type) && part.name() != null && names.contains(part.name()) && free.remove(part)) {
                return part;
            }
        }
        return null;
    }

    private static Set<String> formerNames(StoredPolicy policy) {
        Set<String> names = new HashSet<>();
        List<StoredVersion> versions = StoredVersion.list("key.policyId", policy.id);
        versions.forEach(version -> names.add(version.name));
        return names;
    }

    private static PolicyText text(StoredPolicy policy) {
        StoredVersion version = StoredVersion.findById(new StoredVersion.Key(policy.id, policy.version));
        PolicyText text = PolicyText.read(new String(version.yaml, StandardCharsets.UTF_8));
        return policy.policyState() == PolicyState.DISABLED && text.enabled() ? SwitchOff.of(text) : text;
    }
}
