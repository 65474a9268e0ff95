package io.calledit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "calledit.localhost", "127.0.0.1", "192.168.1.20", "::1", "[::1]", "fe80::1%eth0"})
    void thisMachineIsAlwaysMeant(String host) {
        assertThat(check().isOwn(host)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {
        "evil.example", "localhost.evil.example", "notlocalhost", "127.0.0.1.evil.example", "127.1", "2130706433", "0x7f.1", "*", "."
    })
    void anotherNameIsNot(String host) {
        assertThat(check().isOwn(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"calledit.example", "Calledit.Example"})
    void aNameThatIsSetIsMeantToo(String host) {
        assertThat(check("calledit.example").isOwn(host)).isTrue();
        assertThat(check("other.example", "*").isOwn(host)).isTrue();
        assertThat(check("example").isOwn(host)).isFalse();
    }

    private static HostCheck check(String... hosts) {
        return new HostCheck(OriginConfigFixture.of(false, Set.of(), Set.of(hosts)));
    }
}
