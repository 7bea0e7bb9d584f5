-- SPDX-License-Identifier: Apache-2.0
create table person (
    id uuid primary key,
    name text not null,
    created_at timestamptz not null
);

-- A sign-in identity belongs to exactly one person. user_id is set only where the issuer is a GitLab instance: that is
-- the verified link between the person and the GitLab user.
create table sign_in_identity (
    issuer text not null,
    subject text not null,
    person_id uuid not null references person,
    instance text,
    user_id bigint,
    username text not null,
    bot boolean not null default false,
    email_digest text,
    groups text[] not null,
    linked_at timestamptz not null,
    last_seen_at timestamptz not null,
    primary key (issuer, subject),
    unique (instance, user_id),
    check ((instance is null) = (user_id is null))
);
create index sign_in_identity_person on sign_in_identity (person_id);
create index sign_in_identity_email on sign_in_identity (email_digest);

create table sign_in_attempt (
    state_digest text primary key,
    provider text not null,
    browser_digest text not null,
    nonce text not null,
    code_verifier text not null,
    return_to text not null,
    link_person_id uuid references person,
    expires_at timestamptz not null
);
create index sign_in_attempt_expiry on sign_in_attempt (expires_at);

create table session (
    id_digest text primary key,
    person_id uuid not null references person,
    provider text not null,
    issuer text not null,
    subject text not null,
    refresh_token text,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    verified_at timestamptz not null,
    recheck_leased_until timestamptz,
    expires_at timestamptz not null
);
create index session_expiry on session (expires_at);
create index session_person on session (person_id);

create table signing_key (
    kid text primary key,
    public_key text not null,
    private_key text not null,
    created_at timestamptz not null,
    signs_until timestamptz not null,
    published_until timestamptz not null
);

create table service_token (
    id uuid primary key,
    token_digest text not null unique,
    name text not null,
    person_id uuid references person,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz
);
create index service_token_person on service_token (person_id);

create table service_token_grant (
    token_id uuid not null references service_token,
    role text not null,
    namespace text not null,
    primary key (token_id, role, namespace)
);

-- user_id pins a grant to the user whom its username named when it was first used, so that whoever takes over a
-- released username does not inherit it.
create table access_grant (
    id uuid primary key,
    subject_kind text not null check (subject_kind in ('user', 'group')),
    instance text not null,
    subject_name text not null,
    user_id bigint,
    role text not null,
    namespace text not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);
create unique index access_grant_live on access_grant (subject_kind, instance, subject_name, role, namespace)
    where revoked_at is null;

create table grant_change (
    id uuid primary key,
    kind text not null check (kind in ('give', 'revoke')),
    grant_id uuid references access_grant,
    subject_kind text not null,
    instance text not null,
    subject_name text not null,
    role text not null,
    namespace text not null,
    reason text not null,
    state text not null check (state in ('open', 'approved', 'rejected', 'withdrawn')),
    proposed_by uuid not null references person,
    proposed_by_name text not null,
    proposed_at timestamptz not null,
    decided_by uuid references person,
    decided_by_name text,
    decided_at timestamptz
);
create index grant_change_order on grant_change (proposed_at, id);
