// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import dev.portcullis.contracts.Severity;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.Project;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Watches the project setting without which a failed commit status blocks nothing: "Pipelines must succeed". Where it is
 * off, {@code portcullis.enforcement.manage-settings} (default false) has it turned on; else an alert says so.
 */
@ApplicationScoped
class CheckSettings {
    private static final Logger LOG = Logger.getLogger(CheckSettings.class);
    private static final String SETTING = "only_allow_merge_if_pipeline_succeeds";

    private final EnforcementAlerts alerts;
    private final boolean manage;

    CheckSettings(
            EnforcementAlerts alerts,
            @ConfigProperty(name = "portcullis.enforcement.manage-settings", defaultValue = "false") boolean manage) {
        this.alerts = alerts;
        this.manage = manage;
    }

    /** Compares and, where it may, repairs. */
    void check(GitLabClient client, KnownMergeRequest about) {
        long projectId = about.key().projectId();
        Project project = client.projects().get(projectId);
        if (!Boolean.FALSE.equals(project.onlyAllowMergeIfPipelineSucceeds())) {
            return;
        }
        if (manage) {
            try {
                client.projects().change(projectId, Map.of(SETTING, true));
                LOG.infof("turned '%s' on in project %s of %s", SETTING, projectId, client.instance());
                alerts.raise(about, drift(about, "It was off and has been turned on."), Map.of("setting", SETTING));
                return;
            } catch (GitLabException e) {
                if (e.isTransient()) {
                    throw e;
                }
                LOG.warnf("'%s' cannot be turned on in project %s: %s", SETTING, projectId, e.getMessage());
            }
        }
        alerts.raise(
                about,
                drift(about, "It is off: merge requests can be merged although Portcullis blocks them. Turn it on."),
                Map.of("setting", SETTING));
    }

    private static EnforcementAlerts.Trouble drift(KnownMergeRequest about, String what) {
        String project = about.key().instance() + ":" + about.key().projectId();
        return new EnforcementAlerts.Trouble(
                "settings-drift",
                project,
                Severity.HIGH,
                "'Pipelines must succeed' was found off in " + about.projectPath(),
                "Blocking a merge rests on the project setting 'Pipelines must succeed'. " + what);
    }
}
