// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.RepositoryPushed;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.publish.EventPublisher;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A level that takes its policies from a project: alice proposed that, bob approved it. */
final class Linked {
    static final String SOURCES = Signed.POLICIES + "/sources";

    final PolicyProject project;
    final String level;
    final String id;
    private final People people;
    private final EventPublisher publisher;

    private Linked(PolicyProject project, String level, String id, People people, EventPublisher publisher) {
        this.project = project;
        this.level = level;
        this.id = id;
        this.people = people;
        this.publisher = publisher;
    }

    /** Links a new level of the group acme, and waits until the project has been read. */
    static Linked to(PolicyProject project, People people, EventPublisher publisher) {
        String level = "acme/team-" + UUID.randomUUID();
        String id = propose(people.alice(), project, level)
                .then()
                .statusCode(201)
                .extract()
                .path("source.id");
        people.bob().request().post(SOURCES + "/" + id + "/approval").then().statusCode(200);
        Linked linked = new Linked(project, level, id, people, publisher);
        linked.await(() -> linked.source().get("source.syncedAt") != null);
        return linked;
    }

    static io.restassured.response.Response propose(Signed person, PolicyProject project, String level) {
        Accounts.of("gitlab").group(level);
        return person.json(Map.of(
                        "level",
                        Map.of("kind", "group", "instance", "gitlab", "path", level),
                        "project",
                        project.path,
                        "reason",
                        "Policies are code"))
                .post(SOURCES);
    }

    /** GitLab tells of a push, as the webhook service publishes it, and the head is read. */
    void pushed() {
        tell();
        String head = project.head();
        await(() -> head.equals(source().getString("source.syncedSha")));
    }

    /** GitLab tells of a push. */
    void tell() {
        publisher.publish(
                Topic.REPOSITORY_PUSHED,
                "gitlab:" + project.id,
                new Event<>(
                        Ids.timeOrdered(),
                        "/portcullis/evaluation",
                        EventType.REPOSITORY_PUSHED,
                        "gitlab/" + project.id,
                        Instant.now(),
                        "test",
                        null,
                        null,
                        new RepositoryPushed(
                                new ProjectRef("gitlab", project.id, project.path),
                                "main",
                                "0".repeat(40),
                                "f".repeat(40),
                                1)));
    }

    /** The link as alice sees it. */
    JsonPath source() {
        return people.alice().get(SOURCES + "/" + id).jsonPath();
    }

    /** The one policy of that name, with its current version; null where there is none. */
    JsonPath policy(String name) {
        String policy = people.alice()
                .get(Signed.POLICIES + "?namespace=gitlab/" + level + "&text=" + name)
                .path("items[0].id");
        return policy == null
                ? null
                : people.alice().get(Signed.POLICIES + "/" + policy).jsonPath();
    }

    /** The newest proposal about a policy of that name. */
    JsonPath proposal(String name) {
        String proposal = people.alice()
                .get(Signed.PROPOSALS + "?namespace=gitlab/" + level + "&text=" + name)
                .path("items[0].id");
        return proposal == null
                ? null
                : people.alice().get(Signed.PROPOSALS + "/" + proposal).jsonPath();
    }

    List<String> comments(JsonPath proposal) {
        return people.alice()
                .get(Signed.PROPOSALS + "/" + proposal.getString("id") + "/comments")
                .jsonPath()
                .getList("items.body");
    }

    /** The level's policies as a file. */
    io.restassured.response.Response export() {
        return people.alice().get(Signed.POLICIES + "/file?level=group&instance=gitlab&path=" + level);
    }

    void await(java.util.concurrent.Callable<Boolean> condition) {
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
