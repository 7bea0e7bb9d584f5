// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpssFilterTest {
    @Test
    void theScoreItselfLiesOnNeitherSide() {
        EpssFilter greater = new EpssFilter(Operator.GREATER_THAN, 0.5);
        assertThat(greater.matches(0.6)).isTrue();
        assertThat(greater.matches(0.5)).isFalse();
        assertThat(greater.matches(0.4)).isFalse();
        EpssFilter less = new EpssFilter(Operator.LESS_THAN, 0.5);
        assertThat(less.matches(0.4)).isTrue();
        assertThat(less.matches(0.5)).isFalse();
        assertThat(less.matches(0.6)).isFalse();
    }
}
