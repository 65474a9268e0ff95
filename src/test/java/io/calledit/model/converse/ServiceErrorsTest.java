package io.calledit.model.converse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ServiceErrorsTest {

    @Test
    void anExceptionWithinAStreamIsTheOneThatTheSdkHasForIt() {
        Map.of("throttlingException", ThrottlingException.class,
                        "validationException", ValidationException.class,
                        "modelStreamErrorException", ModelStreamErrorException.class,
                        "serviceUnavailableException", ServiceUnavailableException.class,
                        "internalServerException", InternalServerException.class,
                        "exceptionToCome", BedrockRuntimeException.class)
                .forEach((type, kind) -> assertThat(ServiceErrors.inStream(type, "Slow down"))
                        .isExactlyInstanceOf(kind)
                        .hasMessageContaining("Slow down"));
        assertThat(ServiceErrors.inStream("throttlingException", "Slow down").statusCode()).isEqualTo(429);
        assertThat(ServiceErrors.inStream("throttlingException", null)).hasMessageContaining("throttlingException");
    }

    @Test
    void aRefusalSaysWhichWhyAndOfWhichRequest() {
        BedrockRuntimeException refusal = refusal(403, "AccessDeniedException:http://internal.amazon.com/coral/", "{\"message\":\"No.\"}");

        assertThat(refusal).isExactlyInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("No.").hasMessageContaining("403").hasMessageContaining("r-1");
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        assertThat(refusal.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("retry-after")).contains("7");
    }

    @Test
    void aRefusalThatNamesItsKindInTheBodyIsKnownByThat() {
        assertThat(refusal(400, null, "{\"__type\":\"com.amazon.bedrock#ThrottlingException\",\"message\":\"Slow down\"}"))
                .isExactlyInstanceOf(ThrottlingException.class)
                .hasMessageContaining("Slow down");
    }

    @Test
    void aRefusalBySomethingInBetweenIsKnownByItsStatus() {
        BedrockRuntimeException refusal = refusal(502, null, "<html>Bad gateway</html>");

        assertThat(refusal).isExactlyInstanceOf(BedrockRuntimeException.class).hasMessageContaining("502");
        assertThat(refusal.statusCode()).isEqualTo(502);
    }

    private static BedrockRuntimeException refusal(int status, String type, String body) {
        SdkHttpResponse.Builder head = SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("retry-after", "7")
                .putHeader("x-amzn-requestid", "r-1");
        if (type != null) {
            head.putHeader("x-amzn-errortype", type);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return ServiceErrors.refusal(head.build(), bytes, bytes.length);
    }
}
