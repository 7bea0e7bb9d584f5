// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.counterfactual.WayOut.Step;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaysOutSentencesTest {
    @Test
    void peopleWhoAllHaveToAndPeopleOfWhomSomeDo() {
        assertThat(sentence(alone(new Change.Approve(1)))).isEqualTo("It passes with 1 more approval of user 1.");
        assertThat(sentence(alone(new Change.Approve(2)), alone(new Change.Approve(1))))
                .isEqualTo("It passes with 2 more approvals of user 1 and user 2.");
        List<Change> others = LongStream.rangeClosed(3, 6)
                .<Change>mapToObj(Change.Approve::new)
                .toList();
        assertThat(sentence(new Step(new Change.Approve(1), others)))
                .isEqualTo("It passes with 1 more approval of user 1, user 3, user 4, user 5 or user 6.");
        assertThat(sentence(new Step(new Change.Approve(1), others), new Step(new Change.Approve(2), others)))
                .isEqualTo("It passes with 2 more approvals of user 1, user 2, user 3, user 4, user 5 or 1 more.");
        assertThat(sentence(new Step(new Change.Approve(1), others), alone(new Change.Approve(2))))
                .isEqualTo("It passes with 1 more approval of user 1, user 3, user 4, user 5 or user 6"
                        + " and with 1 more approval of user 2.");
        assertThat(sentence(new Step(new Change.Dismiss("P", 1), List.of(new Change.Dismiss("P", 2)))))
                .isEqualTo("It passes with a dismissal of ‘P’, with a reason, by user 1 or user 2.");
    }

    @Test
    void findingsByTheirNameOrIdentifierOrId() {
        Change named = new Change.Resolve(1, finding("u1", "SQL injection", "a.py", "CVE-2026-1"));
        Change identified = new Change.Resolve(2, finding("u2", null, null, "CVE-2026-2"));
        Change bare = new Change.Resolve(3, finding("u3", null, "b.py"));
        assertThat(sentence(alone(named), alone(identified), alone(bare)))
                .isEqualTo("It passes without high SQL injection in a.py, high CVE-2026-2, high u3 in b.py.");
        assertThat(sentence(new Step(named, List.of(identified, bare))))
                .isEqualTo("It passes without 1 of high SQL injection in a.py, high CVE-2026-2, high u3 in b.py.");
        assertThat(sentence(LongStream.rangeClosed(1, 7)
                        .mapToObj(i -> alone(new Change.Resolve((int) i, finding("u" + i, null, null))))
                        .toArray(Step[]::new)))
                .isEqualTo("It passes without high u1, high u2, high u3, high u4, high u5 and 2 more.");
    }

    @Test
    void whatHasToRunOrEnd() {
        assertThat(sentence(alone(new Change.RunScan(ScanType.SAST)), alone(new Change.RunScan(ScanType.DAST))))
                .isEqualTo("It passes once the head is scanned (sast, dast).");
        assertThat(sentence(alone(new Change.ScanTarget(ScanType.DEPENDENCY_SCANNING))))
                .isEqualTo("It passes once the target is scanned (dependency_scanning).");
        assertThat(sentence(alone(new Change.Finish(List.of()))))
                .isEqualTo("It passes once a pipeline has run and found nothing.");
        assertThat(sentence(alone(new Change.Finish(List.of(7L, 8L))), alone(new Change.Approve(1))))
                .isEqualTo("It passes once pipeline #7 and pipeline #8 ended and found nothing further"
                        + " and with 1 more approval of user 1.");
    }

    @Test
    void commitsAndComponents() {
        assertThat(sentence(alone(new Change.Sign(List.of("0123456789abcdef", "12345678")))))
                .isEqualTo("It passes once these commits are signed: 01234567, 12345678.");
        assertThat(sentence(
                        alone(new Change.Remove("pkg:npm/a@1", "MIT")), alone(new Change.Remove("pkg:npm/b@1", "X"))))
                .isEqualTo("It passes without pkg:npm/a@1 (MIT), pkg:npm/b@1 (X).");
    }

    @Test
    void everyFactHasAName() {
        assertThat(Arrays.stream(Fact.values()).map(fact -> sentence(alone(new Change.Obtain(fact)))))
                .containsExactly(
                        "It passes once the reports of the merge request's pipelines can be read and hold nothing further.",
                        "It passes once the reports of the target branch can be read and hold nothing further.",
                        "It passes once the approvals can be read and hold nothing further.",
                        "It passes once the project's members can be read and hold nothing further.",
                        "It passes once the commits' signatures can be read and hold nothing further.",
                        "It passes once the data about exploited vulnerabilities can be read and hold nothing further.",
                        "It passes once the vulnerabilities of the default branch can be read and hold nothing further.",
                        "It passes once the project's compliance frameworks can be read and hold nothing further.",
                        "It passes once the project's security attributes can be read and hold nothing further.");
        assertThat(sentence(alone(new Change.Obtain(Fact.APPROVALS)), alone(new Change.Obtain(Fact.MEMBERS))))
                .isEqualTo(
                        "It passes once the approvals and the project's members can be read and hold nothing further.");
    }

    private static Step alone(Change change) {
        return new Step(change, List.of());
    }

    private static String sentence(Step... steps) {
        WayOut way = new WayOut(List.of(steps));
        assertThat(way.plain()).hasSize(steps.length).first().isEqualTo(steps[0].change());
        return new WaysOutSentences(user -> "user " + user).of(List.of(way)).getFirst();
    }

    private static FindingFacts finding(
            String uuid, @Nullable String name, @Nullable String path, String... identifiers) {
        return new FindingFacts(
                uuid, ScanType.SAST, Severity.HIGH, name, List.of(identifiers), path, false, false, null, null);
    }
}
