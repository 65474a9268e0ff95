package io.calledit.model.converse;

import java.util.Optional;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelNotReadyException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ModelTimeoutException;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/**
 * What Bedrock says when it doesn't answer, as the exceptions that the SDK has for it.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html#API_runtime_ConverseStream_Errors">
 *     Errors of ConverseStream</a>
 */
final class ServiceErrors {

    private static final String REQUEST_ID = "x-amzn-RequestId";

    private ServiceErrors() {}

    /**
     * An exception within a stream.
     *
     * @param type such as {@code throttlingException}
     * @param message the service's own words, or null
     */
    static BedrockRuntimeException inStream(String type, String message) {
        return (BedrockRuntimeException) builder(type, 500).message(message == null ? type : message).build();
    }

    /** An answer that isn't a stream, whose body begins like that. */
    static BedrockRuntimeException refusal(SdkHttpResponse head, byte[] body, int length) {
        String type = head.firstMatchingHeader("x-amzn-ErrorType")
                .or(() -> Optional.ofNullable(ConverseEvents.errorType(body, length)))
                .map(ServiceErrors::name)
                .orElse("");
        String message = ConverseEvents.message(body, 0, length);
        BedrockRuntimeException.Builder exception = builder(type, head.statusCode());
        exception.awsErrorDetails(AwsErrorDetails.builder()
                .serviceName("BedrockRuntime")
                .errorCode(type.isEmpty() ? null : type)
                .errorMessage(message)
                .sdkHttpResponse(head)
                .build());
        head.firstMatchingHeader(REQUEST_ID).ifPresent(exception::requestId);
        String words = message != null ? message : head.statusText().orElse("no words");
        return (BedrockRuntimeException) exception.message(words).build();
    }

    /** Of a type that has an address behind it, as in a header, or the name of a model before it, as in a body. */
    private static String name(String type) {
        String withoutAddress = type.split(":", 2)[0];
        return withoutAddress.substring(withoutAddress.indexOf('#') + 1);
    }

    private static BedrockRuntimeException.Builder builder(String type, int status) {
        // A stream's exceptions begin with a small letter.
        return switch (type.isEmpty() ? "" : Character.toUpperCase(type.charAt(0)) + type.substring(1)) {
            case "AccessDeniedException" -> AccessDeniedException.builder().statusCode(403);
            case "ResourceNotFoundException" -> ResourceNotFoundException.builder().statusCode(404);
            case "ThrottlingException" -> ThrottlingException.builder().statusCode(429);
            case "ValidationException" -> ValidationException.builder().statusCode(400);
            case "ModelErrorException" -> ModelErrorException.builder().statusCode(424);
            case "ModelStreamErrorException" -> ModelStreamErrorException.builder().statusCode(424);
            case "ModelTimeoutException" -> ModelTimeoutException.builder().statusCode(408);
            case "ModelNotReadyException" -> ModelNotReadyException.builder().statusCode(429);
            case "ServiceQuotaExceededException" -> ServiceQuotaExceededException.builder().statusCode(400);
            case "ServiceUnavailableException" -> ServiceUnavailableException.builder().statusCode(503);
            case "InternalServerException" -> InternalServerException.builder().statusCode(500);
            default -> BedrockRuntimeException.builder().statusCode(status);
        };
    }
}
