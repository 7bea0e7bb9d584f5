-- SPDX-License-Identifier: Apache-2.0
-- History lies in monthly partitions, which are dropped as wholes: scan_set, scan, ingested_pipeline, snapshot_part and
-- decision. A row goes with its month, except that what is still in use moves to '-infinity' before. What a row refers to
-- by digest lies in the row's own month too, so the same content may be kept once for each month. Partitions for months
-- to come are made by the service.
create function history_month() returns date language sql stable
    return date_trunc('month', now() at time zone 'utc')::date;

-- Projects of which a pipeline has been read. The row is also the lock under which ordinals are given out.
create table project (
    instance       text        not null,
    project_id     bigint      not null,
    path           text        not null,
    namespace      text        not null,
    default_branch text,
    url            text        not null,
    next_ordinal   int         not null default 0,
    next_component int         not null default 0,
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

-- Packages of a project's SBOMs, whatever their versions: package URLs without version.
create table component (
    instance   text   not null,
    project_id bigint not null,
    ordinal    int    not null,
    package    text   not null,
    primary key (instance, project_id, ordinal),
    unique (instance, project_id, package),
    foreign key (instance, project_id) references project
);

-- What SBOMs said of a package: its versions and their licences, in canonical JSON. A row never changes.
create table component_fact (
    id         bigint generated always as identity primary key,
    instance   text   not null,
    project_id bigint not null,
    ordinal    int    not null,
    sha256     bytea  not null,
    content    bytea  not null,
    unique (instance, project_id, ordinal, sha256),
    foreign key (instance, project_id, ordinal) references component
);

-- Sets of findings, or of components: ordinals is a RoaringBitmap in its portable format, fact_ids are in ascending order
-- of ordinal. The digest is that of what snapshots have, in canonical JSON, so it also covers the facts and the UUIDs.
create table scan_set (
    sha256     bytea    not null,
    month      date     not null default history_month(),
    kind       text     not null check (kind in ('findings', 'components')),
    instance   text     not null,
    project_id bigint   not null,
    ordinals   bytea    not null,
    fact_ids   bigint[] not null,
    primary key (sha256, month)
) partition by list (month);

create table scan_set_kept partition of scan_set for values in ('-infinity');

-- One scan of one job, in the month of its pipeline; the SBOMs of a job are a scan of the type 'cyclonedx'.
create table scan (
    id            bigint generated always as identity,
    month         date        not null,
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
    set_sha256    bytea       not null,
    created_at    timestamptz not null,
    primary key (id, month)
) partition by list (month);

create table scan_kept partition of scan for values in ('-infinity');

create index scan_job on scan (instance, project_id, job_id);

-- The scans that a pipeline has now; a retried job replaces its scan. jobs_sha256 tells whether GitLab lists others.
create table ingested_pipeline (
    instance    text        not null,
    project_id  bigint      not null,
    pipeline_id bigint      not null,
    month       date        not null default history_month(),
    sha         text        not null,
    ref         text        not null,
    status      text        not null,
    jobs_sha256 bytea       not null,
    scan_ids    bigint[]    not null,
    ingested_at timestamptz not null,
    primary key (instance, project_id, pipeline_id, month)
) partition by list (month);

create table ingested_pipeline_kept partition of ingested_pipeline for values in ('-infinity');

create index ingested_pipeline_ref on ingested_pipeline (instance, project_id, ref, pipeline_id);
