-- SPDX-License-Identifier: Apache-2.0
-- An administrator's activation without the approvals that it takes otherwise, and the look that a second person has to
-- take at it.
alter table proposal
    add column break_glass_reason text,
    add column review_due_at timestamptz,
    add column next_reminder_at timestamptz,
    add column reviewed_by uuid,
    add column reviewed_by_name text,
    add column reviewed_at timestamptz,
    add column review_comment text,
    add check ((break_glass_reason is null) = (review_due_at is null)),
    add check (break_glass_reason is null or state = 'activated');
create index proposal_review on proposal (next_reminder_at) where review_due_at is not null and reviewed_at is null;
