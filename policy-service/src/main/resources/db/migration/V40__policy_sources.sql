-- SPDX-License-Identifier: Apache-2.0
-- A GitLab project that a level's policies come from. One per level; one project may serve many levels.
create table policy_source (
    id uuid primary key,
    level_kind text not null check (level_kind in ('instance', 'group', 'project')),
    instance text not null,
    path text not null,
    namespace text not null,
    project_id bigint not null,
    project_path text not null,
    state text not null check (state in ('proposed', 'linked', 'rejected', 'unlinked')),
    etag bigint not null,
    reason text not null,
    proposed_by uuid not null references person,
    proposed_by_name text not null,
    proposed_at timestamptz not null,
    decided_by_name text,
    decided_at timestamptz,
    ended_by_name text,
    ended_at timestamptz,
    ended_reason text,
    branch text,
    synced_sha text,
    clear_sha text,
    synced_at timestamptz,
    trouble text
);
create unique index policy_source_level on policy_source (namespace) where state in ('proposed', 'linked');
create index policy_source_project on policy_source (instance, project_id) where state = 'linked';
create index policy_source_order on policy_source (proposed_at, id);

-- What Git said last of one policy, and what came of it. sha256 and likeness are absent once Git has it no more;
-- settled_sha is the last commit at which Git said what is in force.
create table policy_source_entry (
    id uuid primary key,
    source_id uuid not null references policy_source,
    type text not null,
    name text not null,
    sha256 text,
    likeness text,
    policy_id uuid references policy,
    proposal_id uuid references proposal,
    settled_sha text,
    problem text,
    problem_line integer,
    problem_column integer
);
create unique index policy_source_entry_name on policy_source_entry (source_id, type, name);

-- The file that a level's policies were last read from: the layout of its export.
create table policy_file (
    namespace text primary key,
    source_id uuid references policy_source,
    content bytea not null,
    stored_at timestamptz not null
);

create table policy_import (
    id uuid primary key,
    namespace text not null,
    report text not null,
    created_by_name text not null,
    created_at timestamptz not null
);

-- Where a proposal comes from that nobody typed in here, and whether GitLab does not name one of its authors.
alter table proposal add column source_id uuid references policy_source;
alter table proposal add column origin text;
alter table proposal add column unnamed_author boolean not null default false;

-- Authors besides those of the editions: ids that stand for a human, see People.sameHuman.
create table proposal_author (
    proposal_id uuid not null references proposal,
    person_id uuid not null,
    name text not null,
    primary key (proposal_id, person_id)
);
