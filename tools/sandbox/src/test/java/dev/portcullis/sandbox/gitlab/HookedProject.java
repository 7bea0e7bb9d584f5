// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** For each test a new project, with a developer, whose hooks of all kinds arrive at a receiver. */
class HookedProject {
    static GitLabTest gitlab;
    static GitLabTest.Person author;

    Receiver receiver;
    long project;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
        author = gitlab.user("author");
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    @BeforeEach
    void open() {
        receiver = new Receiver();
        project = gitlab.project();
        gitlab.member(project, author, 30);
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/hooks",
                "url",
                receiver.url(),
                "push_events",
                true,
                "merge_requests_events",
                true,
                "pipeline_events",
                true,
                "job_events",
                true,
                "note_events",
                true);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    /** A path below the project's first merge request. */
    String one(String rest) {
        return "/projects/" + project + "/merge_requests/1" + rest;
    }
}
