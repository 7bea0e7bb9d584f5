// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import java.util.Map;

/**
 * Who acts in the story, each signed in at both sides.
 *
 * @param company the company on the simulated GitLab
 * @param adaAtPortcullis the compliance manager in Portcullis
 * @param graceAtPortcullis the security engineer in Portcullis
 * @param grace the security engineer in GitLab
 * @param dora a developer in GitLab
 * @param linus another developer in GitLab
 * @param ci the runners
 */
public record Cast(
        Company company, Rest adaAtPortcullis, Rest graceAtPortcullis, Rest grace, Rest dora, Rest linus, Rest ci) {
    /** Signs everybody in. */
    public static Cast of(String portcullisUrl, String gitLabUrl, String rootToken) {
        Company company = Company.found(gitLabUrl, rootToken);
        return new Cast(
                company,
                SignIn.at(portcullisUrl, Company.ADA, Company.PASSWORD),
                SignIn.at(portcullisUrl, Company.GRACE, Company.PASSWORD),
                Rest.gitLab(gitLabUrl, company.token(Company.GRACE)),
                Rest.gitLab(gitLabUrl, company.token(Company.DORA)),
                Rest.gitLab(gitLabUrl, company.token(Company.LINUS)),
                new Rest(java.net.http.HttpClient.newHttpClient(), gitLabUrl + "/-/sandbox", Map.of()));
    }

    /** A project of the company, with Dora as its developer. */
    public Project project(String path) {
        return new Project(path, dora, ci);
    }
}
