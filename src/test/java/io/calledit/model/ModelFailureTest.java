package io.calledit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.vertx.core.http.HttpClosedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class ModelFailureTest {

    @Test
    void theServicesOwnWordIsHeardThroughWhateverWrapsIt() {
        assertThat(of(new CompletionException(ThrottlingException.builder().build()))).isEqualTo(ModelFailure.BUSY);
        assertThat(of(new LangChain4jException(ModelStreamErrorException.builder().build())))
                .isEqualTo(ModelFailure.UNREACHABLE);
        assertThat(of(new RuntimeException(AccessDeniedException.builder().build()))).isEqualTo(ModelFailure.MISCONFIGURED);
        assertThat(of(BedrockRuntimeException.builder().statusCode(503).build())).isEqualTo(ModelFailure.UNREACHABLE);
        assertThat(of(BedrockRuntimeException.builder().statusCode(429).build())).isEqualTo(ModelFailure.BUSY);
    }

    @Test
    void theServicesOwnWordCountsMoreThanWhatTheFrameworkMakesOfIt() {
        assertThat(of(new InvalidRequestException(ModelStreamErrorException.builder().statusCode(424).build())))
                .isEqualTo(ModelFailure.UNREACHABLE);
    }

    @Test
    void theFrameworksExceptionsAreUnderstood() {
        assertThat(of(new RateLimitException("slow down"))).isEqualTo(ModelFailure.BUSY);
        assertThat(of(new TimeoutException("late"))).isEqualTo(ModelFailure.SILENT);
        assertThat(of(ReadTimeoutException.INSTANCE)).isEqualTo(ModelFailure.SILENT);
        assertThat(of(new InvalidRequestException("no such model"))).isEqualTo(ModelFailure.MISCONFIGURED);
        assertThat(of(new InternalServerException(new HttpException(503, "down")))).isEqualTo(ModelFailure.UNREACHABLE);
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        assertThat(of(new RuntimeException(new ConnectException("refused")))).isEqualTo(ModelFailure.UNREACHABLE);
        assertThat(of(new HttpClosedException("Connection was closed"))).isEqualTo(ModelFailure.UNREACHABLE);
        assertThat(of(SdkClientException.create("Unable to execute", new ConnectException("refused"))))
                .isEqualTo(ModelFailure.UNREACHABLE);
    }

    @Test
    void missingCredentialsOrRegionsAreAMatterOfSetup() {
        assertThat(of(SdkClientException.create("Unable to load region from any of the providers in the chain")))
                .isEqualTo(ModelFailure.MISCONFIGURED);
        assertThat(of(SdkClientException.create("Unable to load credentials from any of the providers in the chain")))
                .isEqualTo(ModelFailure.MISCONFIGURED);
    }

    @Test
    void aFaultOfOursIsNotBlamedOnTheModel() {
        assertThat(of(new NullPointerException())).isEqualTo(ModelFailure.UNKNOWN);
        assertThat(of(new IllegalStateException(new ClassCastException()))).isEqualTo(ModelFailure.UNKNOWN);
    }

    private static ModelFailure of(Throwable thrown) {
        return ModelFailure.of(thrown);
    }
}
