// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static dev.portcullis.policy.counterfactual.WaysOutFactsTest.LICENSE;
import static dev.portcullis.policy.counterfactual.WaysOutFactsTest.NOBODY;
import static dev.portcullis.policy.counterfactual.WaysOutPeopleTest.ANY;
import static dev.portcullis.policy.counterfactual.WaysOutPeopleTest.further;
import static dev.portcullis.policy.counterfactual.WaysOutTest.SCAN;
import static dev.portcullis.policy.counterfactual.WaysOutTest.policy;
import static dev.portcullis.policy.counterfactual.WaysOutTest.read;
import static dev.portcullis.policy.counterfactual.WaysOutTest.ways;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.scenario.Scenario;
import dev.portcullis.policy.scenario.ScenarioFile;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the search leaves out of account, as {@link WaysOut} says. */
@Tag("C-1")
class WaysOutBoundsTest {
    private static final String FIFTY = people(50, WaysOutBoundsTest::name);
    private static final String DENIED = policy("A", LICENSE.replace("STATE", "newly_detected"), NOBODY);
    private static final String DEVELOPERS = people(50, i -> name(i) + ": developer");

    @Test
    void moreThanFiftyPeopleAreNoWayUnlessSomeHaveApproved() {
        String members = "members: {" + people(60, i -> name(i) + ": developer") + "}\n";
        String of60 = policy("A", ANY, "user_approvers: [" + people(60, WaysOutBoundsTest::name) + "]");
        assertThat(ways(of60.replace("required: 1", "required: 51"), members)).isEmpty();
        assertThat(ways(of60.replace("required: 1", "required: 50"), members))
                .containsExactly("It passes with 50 more approvals of p01, p02, p03, p04, p05 and 45 more.");
        String of51 = policy("A", ANY, "user_approvers: [" + people(51, WaysOutBoundsTest::name) + "]");
        assertThat(ways(of51.replace("required: 1", "required: 51"), members + "approvals: [" + FIFTY + "]"))
                .containsExactly("It passes with 1 more approval of p51.");
    }

    @Test
    void moreThanFiftyComponentsAreNoWay() {
        IntFunction<String> component = i -> "{purl: \"pkg:npm/" + name(i) + "@1\", licenses: [MIT]}";
        String facts = "target: {dependencies: []}\nsource: {dependencies: [%s]}";
        assertThat(ways(DENIED, facts.formatted(people(50, component))))
                .containsExactly("It passes without pkg:npm/p01@1 (MIT), pkg:npm/p02@1 (MIT), pkg:npm/p03@1 (MIT),"
                        + " pkg:npm/p04@1 (MIT), pkg:npm/p05@1 (MIT) and 45 more.");
        assertThat(ways(DENIED, facts.formatted(people(51, component)))).isEmpty();
    }

    /** Of versions that are alike the lowest is told, and the next once it is gone. */
    @Test
    void whatOnlyOtherChangesBringToLightIsLookedForSixTimes() {
        String facts = "target: {dependencies: []}\nsource: {dependencies: [%s]}";
        IntFunction<String> version = i -> "{purl: \"pkg:npm/a@" + i + "\", licenses: [MIT]}";
        assertThat(ways(DENIED, facts.formatted(people(5, version))))
                .containsExactly("It passes without pkg:npm/a@1 (MIT), pkg:npm/a@2 (MIT), pkg:npm/a@3 (MIT),"
                        + " pkg:npm/a@4 (MIT), pkg:npm/a@5 (MIT).");
        assertThat(ways(DENIED, facts.formatted(people(6, version)))).isEmpty();
    }

    /** Were they taken for people who may bypass, the fifty would be all that are considered. */
    @Test
    void fiftyWhoMayNotBypassLeaveRoomForOneWhoMay() {
        String policy = policy("A", ANY, "user_approvers: [" + FIFTY + "]") + "  bypass_settings: ";
        String facts = "members: {" + DEVELOPERS + ", zed: maintainer}\ncustom_roles: {"
                + people(50, i -> name(i) + ": 7")
                + ", zed: 5}\ngroups: {acme/a: [" + FIFTY + "], acme/b: [zed]}\ngroup_ids: {acme/a: 21, acme/b: 22}\n"
                + "user_ids: {zed: 2000}";
        for (String bypass : List.of(
                "{roles: [maintainer]}",
                "{custom_roles: [{id: 5}]}",
                "{groups: [{id: 22}]}",
                "{users: [{id: 2000}]}")) {
            assertThat(ways(policy + bypass + "\n", facts))
                    .as(bypass)
                    .containsExactly(
                            "It passes with 1 more approval of p01, p02, p03, p04, p05 or 45 more.",
                            "It passes with a dismissal of ‘A’, with a reason, by zed.");
        }
    }

    /** One can only be cured and the others only approved; one that is met is not in the way. */
    @Test
    void threePoliciesAreNotApproachedEachInItsWay() {
        String facts = "source: {findings: [{id: f1, scanner: sast, severity: high}]}\ntarget: {scans: [sast]}";
        String two = policy("A", SCAN, "user_approvers: [nobody]") + further("B", ANY, "user_approvers: [bob]");
        String three = two + further("C", ANY, "user_approvers: [carol]");
        assertThat(ways(two, facts)).hasSize(1);
        assertThat(ways(three, facts)).isEmpty();
        assertThat(ways(three, facts + "\napprovals: [carol]")).hasSize(1);
    }

    /** Each of the steps before doubles the combinations in which somebody else could take part. */
    @Test
    void afterThirtyTwoCombinationsAStepHasNoAlternatives() {
        ScenarioFile file = read(
                policy("A", ANY, "user_approvers: [" + people(15, WaysOutBoundsTest::name) + "]")
                        .replace("required: 1", "required: 7"),
                "members: {" + DEVELOPERS + "}");
        assertThat(ofAtMost(file, WaysOut.MOST_DECISIONS).getFirst().changes())
                .extracting(step -> step.instead().size())
                .containsExactly(8, 8, 8, 8, 8, 8, 0);
    }

    /** Three decisions find what suffices, three more what is needed; alternatives take one, and one each. */
    @Test
    void theSearchEndsWithWhatItHas() {
        ScenarioFile file = read(policy("Scans", SCAN, "user_approvers: [alice, bob]"), """
                source: {findings: [{id: f1, scanner: sast, severity: high}]}
                target: {scans: [sast]}
                """);
        assertThat(ofAtMost(file, 1)).isEmpty();
        assertThat(ofAtMost(file, 6)).isEmpty();
        assertThat(IntStream.rangeClosed(7, 9).map(most -> alternatives(file, most)))
                .containsExactly(0, 0, 1);
        assertThat(ofAtMost(file, 9)).hasSize(1);
        assertThat(ofAtMost(file, 2_000)).hasSize(2);
    }

    /** A search that was stopped never takes what it could not decide for something that is needed. */
    @Test
    void whateverIsFoundBeforeTheEndIsAWay() {
        ScenarioFile file = read(
                policy("A", SCAN, "user_approvers: [alice, bob]") + further("B", ANY, "user_approvers: [bob, carol]"),
                """
                source: {findings: [{id: f1, scanner: sast, severity: high}]}
                target: {scans: [sast]}
                """);
        List<List<Change>> all = plain(file, WaysOut.MOST_DECISIONS);
        for (int most = 1; most < 100; most++) {
            assertThat(all).as(most + " decisions").containsAll(plain(file, most));
        }
    }

    private static int alternatives(ScenarioFile file, int mostDecisions) {
        return ofAtMost(file, mostDecisions)
                .getFirst()
                .changes()
                .getFirst()
                .instead()
                .size();
    }

    private static List<List<Change>> plain(ScenarioFile file, int mostDecisions) {
        return ofAtMost(file, mostDecisions).stream().map(WayOut::plain).toList();
    }

    private static List<WayOut> ofAtMost(ScenarioFile file, int decisions) {
        Scenario scenario = file.scenarios().getFirst();
        return WaysOut.of(file.policies(), scenario.snapshot(), scenario.now(), decisions);
    }

    private static String name(int i) {
        return "p%02d".formatted(i);
    }

    private static String people(int count, IntFunction<String> shown) {
        return IntStream.rangeClosed(1, count).mapToObj(shown).collect(Collectors.joining(", "));
    }
}
