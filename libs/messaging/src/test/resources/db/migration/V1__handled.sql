-- SPDX-License-Identifier: Apache-2.0
CREATE TABLE handled (
    seq    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch text NOT NULL
);
