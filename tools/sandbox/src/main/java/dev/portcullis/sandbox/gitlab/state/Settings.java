// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A project's settings by their REST name; what was never set has GitLab's default. */
public final class Settings {
    private static final Map<String, Object> DEFAULTS = defaults();

    /** Settings that exist from Premium on; the Community Edition neither takes nor shows them. */
    public static final Set<String> PREMIUM = Set.of(
            "merge_pipelines_enabled",
            "merge_trains_enabled",
            "reset_approvals_on_push",
            "selective_code_owner_removals",
            "disable_overriding_approvers_per_merge_request",
            "merge_requests_author_approval",
            "merge_requests_disable_committers_approval",
            "require_password_to_approve");

    /** Settings that exist on Ultimate only. */
    public static final Set<String> ULTIMATE = Set.of("only_allow_merge_if_all_status_checks_passed");

    private final Map<String, Object> values;

    /** Settings that are all at their defaults. */
    public Settings() {
        this(new LinkedHashMap<>());
    }

    @JsonCreator
    Settings(Map<String, Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** Only what differs from the defaults, as it is stored. */
    @JsonValue
    Map<String, Object> values() {
        return values;
    }

    /** All setting names that the simulator knows. */
    public static Set<String> names() {
        return DEFAULTS.keySet();
    }

    /** The default of a setting; tells its type. */
    public static @Nullable Object defaultOf(String name) {
        return DEFAULTS.get(name);
    }

    /** The value in force. */
    public @Nullable Object get(String name) {
        return values.containsKey(name) ? values.get(name) : DEFAULTS.get(name);
    }

    /** The value in force of a setting that is a yes or no. */
    public boolean is(String name) {
        return Boolean.TRUE.equals(get(name));
    }

    /** Sets a value; null puts a text setting back to none. */
    public void set(String name, @Nullable Object value) {
        if (!DEFAULTS.containsKey(name)) {
            throw new IllegalArgumentException("There is no project setting " + name);
        }
        values.put(name, value == null ? "" : value);
    }

    private static Map<String, Object> defaults() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("only_allow_merge_if_pipeline_succeeds", false);
        all.put("allow_merge_on_skipped_pipeline", false);
        all.put("only_allow_merge_if_all_discussions_are_resolved", false);
        all.put("only_allow_merge_if_all_status_checks_passed", false);
        all.put("resolve_outdated_diff_discussions", false);
        all.put("remove_source_branch_after_merge", true);
        all.put("merge_method", "merge");
        all.put("squash_option", "default_off");
        all.put("merge_request_title_regex", "");
        all.put("merge_pipelines_enabled", false);
        all.put("merge_trains_enabled", false);
        all.put("ci_config_path", "");
        all.put("ci_pipeline_variables_minimum_override_role", "developer");
        all.put("ci_forward_deployment_enabled", true);
        all.put("auto_devops_enabled", false);
        all.put("public_jobs", true);
        all.put("shared_runners_enabled", true);
        all.put("security_and_compliance_access_level", "private");
        all.put("merge_requests_access_level", "enabled");
        all.put("repository_access_level", "enabled");
        all.put("builds_access_level", "enabled");
        all.put("reset_approvals_on_push", true);
        all.put("selective_code_owner_removals", false);
        all.put("disable_overriding_approvers_per_merge_request", false);
        all.put("merge_requests_author_approval", false);
        all.put("merge_requests_disable_committers_approval", false);
        all.put("require_password_to_approve", false);
        return all;
    }
}
