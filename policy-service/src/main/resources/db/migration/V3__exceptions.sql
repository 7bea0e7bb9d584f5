-- SPDX-License-Identifier: Apache-2.0
-- Exceptions from policies, from the request on. What was asked for never changes; only its life goes on.
create table policy_exception (
    id uuid primary key,
    level_kind text not null check (level_kind in ('instance', 'group', 'project')),
    instance text not null,
    path text not null,
    -- Where it holds, as grants name it: who may read that may read the exception.
    namespace text not null,
    scope text not null,
    policy_id uuid references policy,
    policy_name text,
    whole boolean not null,
    findings text[] not null,
    identifiers text[] not null,
    paths text[] not null,
    scanners text[] not null,
    purls text[] not null,
    reason text not null,
    ends_at timestamptz not null,
    digest text not null,
    state text not null check (state in ('requested', 'active', 'rejected', 'withdrawn', 'revoked', 'expired')),
    etag bigint not null,
    requested_by uuid not null,
    requested_by_name text not null,
    requested_at timestamptz not null,
    revision bigint,
    active_since timestamptz,
    revoked_revision bigint,
    closed_by uuid,
    closed_by_name text,
    closed_at timestamptz,
    closed_reason text,
    -- When there is something to do about it next: a warning, or its end.
    next_check_at timestamptz not null,
    check ((state in ('requested', 'rejected', 'withdrawn')) <= (revision is null)),
    check ((state = 'revoked') = (revoked_revision is not null))
);
create index policy_exception_order on policy_exception (requested_at, id);
create index policy_exception_namespace on policy_exception (namespace, state);
create index policy_exception_due on policy_exception (next_check_at) where state in ('requested', 'active');
create index policy_exception_revision on policy_exception (revision);
create index policy_exception_revoked on policy_exception (revoked_revision);

create table policy_exception_approval (
    id uuid primary key,
    exception_id uuid not null references policy_exception,
    digest text not null,
    person_id uuid not null,
    person_name text not null,
    comment text,
    approved_at timestamptz not null,
    unique (exception_id, person_id)
);

-- The merge requests that an exception took something out of.
create table policy_exception_use (
    exception_id uuid not null references policy_exception,
    instance text not null,
    project_id bigint not null,
    iid bigint not null,
    first_used_at timestamptz not null,
    last_used_at timestamptz not null,
    primary key (exception_id, instance, project_id, iid)
);
