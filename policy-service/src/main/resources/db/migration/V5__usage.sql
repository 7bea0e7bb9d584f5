-- SPDX-License-Identifier: Apache-2.0
-- How many people use which pages. Each week and each month has a salt of its own, which is destroyed when it is over:
-- from then on nobody can tell who a visitor was, nor find the same one in two periods.
create table usage_period (
    period text primary key,
    kind text not null check (kind in ('week', 'month')),
    begins date not null,
    ends date not null,
    salt text
);
create index usage_period_salted on usage_period (ends) where salt is not null;

create table usage_visitor (
    period text not null references usage_period,
    page text not null,
    visitor text not null,
    primary key (period, page, visitor)
);
