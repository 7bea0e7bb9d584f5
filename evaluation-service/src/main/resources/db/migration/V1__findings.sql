-- SPDX-License-Identifier: Apache-2.0
-- Projects of which a pipeline has been read. The row is also the lock under which ordinals are given out.
create table project (
    instance       text        not null,
    project_id     bigint      not null,
    path           text        not null,
    namespace      text        not null,
    default_branch text,
    url            text        not null,
    next_ordinal   int         not null default 0,
    updated_at     timestamptz not null,
    primary key (instance, project_id)
);

create index project_namespace on project (namespace);

-- Each distinct finding of a project has a dense ordinal, by which bitmaps name it.
create table finding_identity (
    instance      text        not null,
    project_id    bigint      not null,
    ordinal       int         not null,
    uuid          uuid        not null,
    type          text        not null,
    scanner       text        not null,
    -- SHA-1 of the primary identifier, in hexadecimal.
    primary_sha1  text        not null,
    first_seen_at timestamptz not null,
    primary key (instance, project_id, ordinal),
    unique (instance, project_id, uuid),
    foreign key (instance, project_id) references project
);

-- Where a finding was seen, so that it is known again under another UUID: '<algorithm>:<SHA-1>' for each signature, and
-- the bare SHA-1 of the location that it had first, or has now on the default branch.
create table finding_place (
    instance   text   not null,
    project_id bigint not null,
    ordinal    int    not null,
    place      text   not null,
    primary key (instance, project_id, ordinal, place),
    foreign key (instance, project_id, ordinal) references finding_identity
);

create index finding_place_place on finding_place (instance, project_id, place);

-- Ordinals that were given out for one and the same finding: the canonical one stands for the other wherever a scan is
-- looked at. Stored bitmaps keep both. A canonical ordinal has no alias of its own.
create table finding_alias (
    instance   text   not null,
    project_id bigint not null,
    ordinal    int    not null,
    canonical  int    not null check (canonical < ordinal),
    primary key (instance, project_id, ordinal),
    foreign key (instance, project_id, ordinal) references finding_identity,
    foreign key (instance, project_id, canonical) references finding_identity
);

-- What reports said of a finding; a row never changes, and equal facts are one row.
create table finding_fact (
    id             bigint generated always as identity primary key,
    instance       text     not null,
    project_id     bigint   not null,
    ordinal        int      not null,
    sha256         bytea    not null,
    -- GitLab's numbers: info 1, unknown 2, low 4, medium 5, high 6, critical 7.
    severity       smallint not null,
    scanner        text     not null,
    name           text     not null,
    identifiers    text[]   not null,
    place          text,
    line           int,
    false_positive boolean  not null,
    fix_available  boolean  not null,
    unique (instance, project_id, ordinal, sha256),
    foreign key (instance, project_id, ordinal) references finding_identity
);

-- One scan of one job. ordinals is a RoaringBitmap in its portable format, fact_ids are in ascending order of ordinal.
-- A row never changes.
create table scan (
    id            bigint generated always as identity primary key,
    instance      text        not null,
    project_id    bigint      not null,
    pipeline_id   bigint      not null,
    job_id        bigint      not null,
    job_name      text        not null,
    type          text        not null,
    status        text        not null check (status in ('success', 'failed', 'canceled', 'unavailable')),
    reason        text,
    outdated      boolean     not null,
    report_sha256 bytea,
    ordinals      bytea       not null,
    fact_ids      bigint[]    not null,
    created_at    timestamptz not null,
    foreign key (instance, project_id) references project
);

create index scan_job on scan (instance, project_id, job_id);

-- The scans that a pipeline has now; a retried job replaces its scan. jobs_sha256 tells whether GitLab lists others.
create table ingested_pipeline (
    instance    text        not null,
    project_id  bigint      not null,
    pipeline_id bigint      not null,
    sha         text        not null,
    ref         text        not null,
    status      text        not null,
    jobs_sha256 bytea       not null,
    scan_ids    bigint[]    not null,
    ingested_at timestamptz not null,
    primary key (instance, project_id, pipeline_id),
    foreign key (instance, project_id) references project
);

create index ingested_pipeline_ref on ingested_pipeline (instance, project_id, ref, pipeline_id);
