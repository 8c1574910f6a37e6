package io.holdfast.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.charger.Bystander;
import io.holdfast.charger.FaultCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class PresentCommandTest {
    private final List<String> presented = new ArrayList<>();
    private final Bystander person = new Bystander() {
        @Override
        public void plug() { }

        @Override
        public void unplug() { }

        @Override
        public void present(String token) {
            presented.add(token);
        }

        @Override
        public void fault(FaultCode code) { }

        @Override
        public void clear(FaultCode code) { }
    };

    private void present(String idTag) throws CommandException {
        PresentCommand command = new PresentCommand();
        command.idTag = idTag;
        command.act(person);
    }

    @Test
    void anIdTagOfTwentyCharactersIsPresented() throws Exception {
        present("12345678901234567890");
        assertThat(presented).containsExactly("12345678901234567890");
    }

    @Test
    void aLongerOneOrNoneIsRefusedWithWhatIsAllowed() {
        assertThatThrownBy(() -> present("123456789012345678901")).isInstanceOf(CommandException.class)
            .hasMessage("'123456789012345678901' is no idTag: it has 21 characters, and OCPP 1.6 allows 1 to 20");
        assertThatThrownBy(() -> present("")).isInstanceOf(CommandException.class);
        assertThat(presented).isEmpty();
    }
}
