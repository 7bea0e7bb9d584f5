// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.model.ScanAction;
import dev.portcullis.policy.model.ScanKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns required scans into jobs that are complete in themselves, so that nothing in the project changes them. */
final class ScanJobs {
    private static final String TEMPLATE = "/tmp/portcullis-template";
    private static final String CONFLICT = ":policy";
    private static final Set<String> EXCLUDED_ANALYZERS = Set.of("SAST_EXCLUDED_ANALYZERS", "DS_EXCLUDED_ANALYZERS");

    private final Tier tier;
    private final List<String> stages;
    private final boolean firstRun;
    private final @Nullable DastProfiles profiles;
    private final List<Object> gate;
    private final Set<String> taken;
    private final Set<String> neededStages = new LinkedHashSet<>();
    private final Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
    private final List<PlannedScan> planned = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param stages of the pipeline so far
     * @param taken names of its jobs so far
     * @param gate what scans that need nothing else wait for
     * @param firstRun whether secrets are searched for in the whole history, as a schedule's first run does
     * @param profiles the project's DAST profiles; absent: not known
     */
    ScanJobs(
            Tier tier,
            List<String> stages,
            Set<String> taken,
            List<Object> gate,
            boolean firstRun,
            @Nullable DastProfiles profiles) {
        this.tier = tier;
        this.stages = stages;
        this.taken = new LinkedHashSet<>(taken);
        this.gate = gate;
        this.firstRun = firstRun;
        this.profiles = profiles;
    }

    void add(List<RequiredScan> scans) {
        for (RequiredScan scan : scans) {
            Optional<Recipe> recipe = ScannerCatalog.BUNDLED.recipe(scan.action(), tier);
            List<Recipe.Job> runs = recipe.map(Recipe::jobs).orElse(List.of()).stream()
                    .filter(job -> !isExcluded(job, scan.action()))
                    .toList();
            String missing = missing(scan.action(), recipe, runs);
            List<String> names = new ArrayList<>();
            if (missing.isEmpty()) {
                runs.forEach(job -> names.add(put(job.name(), scan, job(job, scan))));
            } else {
                problems.add("‘" + String.join("’, ‘", scan.policies()) + "’: " + missing);
                boolean dast = scan.action().scan() == ScanKind.DAST;
                String name = dast ? "dast-on-demand" : scan.action().scan().word();
                names.add(put(name, scan, broken(missing, scan)));
            }
            planned.add(new PlannedScan(scan, recipe.map(Recipe::provider).orElse(""), names));
        }
    }

    Map<String, Map<String, Object>> jobs() {
        return jobs;
    }

    Set<String> neededStages() {
        return neededStages;
    }

    List<PlannedScan> planned() {
        return planned;
    }

    List<String> problems() {
        return problems;
    }

    private String missing(ScanAction action, Optional<Recipe> recipe, List<Recipe.Job> runs) {
        String scan = action.scan().word();
        if (recipe.isEmpty()) {
            return "no scanner runs " + scan + " on GitLab " + tier.word();
        }
        if (runs.isEmpty()) {
            return "every analyzer of " + scan + " is excluded";
        }
        return runs.stream().anyMatch(Recipe.Job::profiles) ? missingProfile(action) : "";
    }

    private String missingProfile(ScanAction action) {
        String site = action.siteProfile();
        String scanner = action.scannerProfile();
        if (site == null) {
            return action.variables().containsKey("DAST_TARGET_URL")
                    ? ""
                    : "dast needs a site profile, or DAST_TARGET_URL among its variables";
        }
        if (profiles != null && !profiles.sites().contains(site)) {
            return "the project has no site profile ‘" + site + "’";
        }
        return profiles != null && scanner != null && !profiles.scanners().contains(scanner)
                ? "the project has no scanner profile ‘" + scanner + "’"
                : "";
    }

    private static boolean isExcluded(Recipe.Job job, ScanAction action) {
        return EXCLUDED_ANALYZERS.stream()
                .map(name -> action.variables().getOrDefault(name, ""))
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(analyzer -> analyzer.strip().equals(job.analyzer()));
    }

    private String put(String base, RequiredScan scan, Map<String, Object> job) {
        String name = base.replace('_', '-') + "-" + scan.number();
        while (!taken.add(name)) {
            name += CONFLICT;
        }
        jobs.put(name, job);
        return name;
    }

    private String stage(RequiredScan scan) {
        String stage = Stages.ofScan(scan.action().scan() == ScanKind.DAST, stages);
        neededStages.add(stage);
        return stage;
    }

    private Map<String, Object> job(Recipe.Job recipe, RequiredScan scan) {
        ScanAction action = scan.action();
        Map<String, String> enforced = enforced(action);
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("stage", stage(scan));
        job.put("image", new TreeMap<>(Map.of("name", recipe.image(), "entrypoint", List.of(""))));
        job.put("services", List.of());
        Map<String, String> variables = new TreeMap<>(recipe.variables());
        variables.putAll(enforced);
        job.put("variables", variables);
        if (recipe.profiles() && action.siteProfile() != null) {
            Map<String, Object> profiles = new TreeMap<>(Map.of("site_profile", action.siteProfile()));
            if (action.scannerProfile() != null) {
                profiles.put("scanner_profile", action.scannerProfile());
            }
            job.put("dast_configuration", profiles);
        }
        common(job, action, recipe);
        job.put("script", script(recipe, enforced));
        job.put("allow_failure", true);
        job.put("artifacts", artifacts(recipe));
        return job;
    }

    private void common(Map<String, Object> job, ScanAction action, Recipe.Job recipe) {
        if (!action.tags().isEmpty()) {
            job.put("tags", action.tags());
        }
        job.put(
                "rules",
                List.of(recipe.exists().isEmpty() ? Map.of("when", "on_success") : Map.of("exists", recipe.exists())));
        if (!recipe.afterBuild()) {
            job.put("needs", gate);
        }
        if (action.ignoreDefaultScripts()) {
            job.put("before_script", List.of());
            job.put("after_script", List.of());
        }
    }

    /** What the policy sets, and what holds for every injected scan unless the policy says otherwise. */
    private Map<String, String> enforced(ScanAction action) {
        Map<String, String> enforced = new TreeMap<>(ScannerCatalog.BUNDLED.variables());
        if (firstRun) {
            enforced.put("SECRET_DETECTION_HISTORIC_SCAN", "true");
        }
        enforced.putAll(action.variables());
        return enforced;
    }

    private static List<String> script(Recipe.Job recipe, Map<String, String> enforced) {
        List<String> script = new ArrayList<>(Shell.exports(enforced));
        if (recipe.ruleset() != null && enforced.containsKey(recipe.ruleset())) {
            script.addAll(RulesetReference.parse(enforced.get(recipe.ruleset())).fetch());
        }
        if (recipe.template() != null) {
            script.add(Shell.write(recipe.template(), TEMPLATE));
            script.add("export PORTCULLIS_TEMPLATE=" + TEMPLATE);
        }
        script.addAll(recipe.script());
        return script;
    }

    /** Reports are listed among the paths too: only so can they be read back over REST, on every tier. */
    private static Map<String, Object> artifacts(Recipe.Job recipe) {
        Map<String, Object> reports = new TreeMap<>();
        List<String> paths = new ArrayList<>(List.of(recipe.file()));
        reports.put(recipe.report().word(), recipe.file());
        if (recipe.sbom() != null) {
            reports.put("cyclonedx", recipe.sbom());
            paths.add(recipe.sbom());
        }
        Map<String, Object> artifacts = new LinkedHashMap<>();
        artifacts.put("access", "developer");
        artifacts.put("when", "always");
        artifacts.put("paths", paths);
        artifacts.put("reports", reports);
        return artifacts;
    }

    /** A job that says why the scan cannot run, as GitLab adds one for a profile that does not exist. */
    private Map<String, Object> broken(String why, RequiredScan scan) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("stage", stage(scan));
        if (!scan.action().tags().isEmpty()) {
            job.put("tags", scan.action().tags());
        }
        job.put("rules", List.of(Map.of("when", "on_success")));
        job.put("needs", gate);
        job.put("script", List.of("echo " + Shell.quoted("Error: " + why + "."), "exit 1"));
        job.put("allow_failure", true);
        return job;
    }
}
