-- SPDX-License-Identifier: Apache-2.0
create table policy (
    id uuid primary key,
    level_kind text not null check (level_kind in ('instance', 'group', 'project')),
    instance text not null,
    path text not null,
    namespace text not null,
    type text not null,
    name text not null,
    state text not null check (state in ('enabled', 'disabled', 'retired')),
    version integer not null check (version >= 1),
    sha256 text not null,
    revision bigint not null,
    source text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index policy_name on policy (namespace, type, name) where state <> 'retired';
create index policy_order on policy (namespace, name, id);
create index policy_by_revision on policy (revision);

create table policy_version (
    policy_id uuid not null references policy,
    version integer not null,
    name text not null,
    state text not null,
    yaml bytea not null,
    sha256 text not null,
    revision bigint not null,
    proposal_id uuid not null,
    proposed_by uuid not null,
    proposed_by_name text not null,
    reason text not null,
    activated_by uuid not null,
    activated_by_name text not null,
    activated_at timestamptz not null,
    primary key (policy_id, version)
);

create table policy_version_approver (
    policy_id uuid not null,
    version integer not null,
    person_id uuid not null,
    name text not null,
    approved_at timestamptz not null,
    primary key (policy_id, version, person_id),
    foreign key (policy_id, version) references policy_version
);

-- One row. Whoever activates locks it, so that revisions have no gaps and are published in order.
create table policy_revision (
    id integer primary key default 1 check (id = 1),
    revision bigint not null
);
insert into policy_revision (revision) values (0);

create table proposal (
    id uuid primary key,
    level_kind text not null check (level_kind in ('instance', 'group', 'project')),
    instance text not null,
    path text not null,
    namespace text not null,
    kind text not null check (kind in ('new', 'change', 'enable', 'disable', 'retire')),
    policy_id uuid references policy,
    base_version integer,
    type text not null,
    name text not null,
    title text not null,
    reason text not null,
    yaml bytea not null,
    digest text not null,
    state text not null check (state in ('open', 'activated', 'rejected', 'withdrawn', 'expired')),
    edition integer not null,
    etag bigint not null,
    created_by uuid not null,
    created_by_name text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    expires_at timestamptz not null,
    closed_by uuid,
    closed_by_name text,
    closed_at timestamptz,
    closed_reason text,
    check ((kind = 'new') = (base_version is null))
);
create index proposal_order on proposal (created_at, id);
create index proposal_namespace on proposal (namespace, state);
create index proposal_expiry on proposal (expires_at) where state = 'open';

create table proposal_edition (
    proposal_id uuid not null references proposal,
    edition integer not null,
    yaml bytea not null,
    digest text not null,
    author_id uuid not null,
    author_name text not null,
    reason text not null,
    created_at timestamptz not null,
    primary key (proposal_id, edition)
);

create table proposal_approval (
    id uuid primary key,
    proposal_id uuid not null references proposal,
    edition integer not null,
    digest text not null,
    person_id uuid not null,
    person_name text not null,
    comment text,
    approved_at timestamptz not null,
    unique (proposal_id, edition, person_id)
);

create table proposal_comment (
    id uuid primary key,
    proposal_id uuid not null references proposal,
    person_id uuid not null,
    person_name text not null,
    body text not null,
    created_at timestamptz not null
);
create index proposal_comment_order on proposal_comment (proposal_id, created_at, id);

-- What a create with an Idempotency-Key led to; the same key with another body is refused.
create table idempotency_key (
    caller text not null,
    key text not null,
    request_digest text not null,
    object_id uuid not null,
    created_at timestamptz not null,
    primary key (caller, key)
);
create index idempotency_key_age on idempotency_key (created_at);
