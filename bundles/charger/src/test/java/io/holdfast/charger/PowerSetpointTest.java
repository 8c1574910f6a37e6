package io.holdfast.charger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerSetpointTest {
    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.NEGATIVE_INFINITY})
    void aLimitThatIsNoCurrentIsRefusedByItsValue(double limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerSetpoint(true, limit)).withMessageContaining("limitAmperes " + limit);
    }

    @Test
    void zeroIsALimit() {
        assertThatCode(() -> new PowerSetpoint(true, 0)).doesNotThrowAnyException();
    }
}
