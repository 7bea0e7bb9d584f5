// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;
