package io.calledit.model.converse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;

class ConverseRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aPredictionIsAskedAboutWithTheSystemsWordsApart() throws IOException {
        assertThat(body(ChatRequest.builder()
                .messages(SystemMessage.from("Plan."), UserMessage.from("\"It\" rains 😀"))
                .build()))
                .isEqualTo(JSON.readTree("""
                        {"system":[{"text":"Plan."}],
                         "messages":[{"role":"user","content":[{"text":"\\"It\\" rains 😀"}]}],
                         "inferenceConfig":{}}"""));
    }

    @Test
    void theResultsOfOneAnswersToolsComeInOneMessage() throws IOException {
        ToolExecutionRequest first = call("t1", "current_time", "{}");
        ToolExecutionRequest second = call("t2", "weekday", "{\"date\":\"2027-01-01\"}");
        ToolExecutionRequest third = call("t3", "weekday", "{\"date\":\"2027-01-02\"}");

        assertThat(body(ChatRequest.builder()
                .messages(
                        UserMessage.from("When?"),
                        AiMessage.from("Let me see.", List.of(first, second)),
                        ToolExecutionResultMessage.from(first, "noon"),
                        ToolExecutionResultMessage.builder().id("t2").toolName("weekday").text("no such day").isError(true).build(),
                        AiMessage.from(List.of(third)),
                        ToolExecutionResultMessage.from(third, "Saturday"))
                .build()).get("messages"))
                .isEqualTo(JSON.readTree("""
                        [{"role":"user","content":[{"text":"When?"}]},
                         {"role":"assistant","content":[
                           {"text":"Let me see."},
                           {"toolUse":{"toolUseId":"t1","name":"current_time","input":{}}},
                           {"toolUse":{"toolUseId":"t2","name":"weekday","input":{"date":"2027-01-01"}}}]},
                         {"role":"user","content":[
                           {"toolResult":{"toolUseId":"t1","content":[{"text":"noon"}]}},
                           {"toolResult":{"toolUseId":"t2","content":[{"text":"no such day"}]}}]},
                         {"role":"assistant","content":[
                           {"toolUse":{"toolUseId":"t3","name":"weekday","input":{"date":"2027-01-02"}}}]},
                         {"role":"user","content":[
                           {"toolResult":{"toolUseId":"t3","content":[{"text":"Saturday"}]}}]}]"""));
    }

    @Test
    void inputThatWasNoObjectIsNotSentBackAsItWas() throws IOException {
        for (String broken : List.of("{\"date\":", "[1]", "\"x\"", "", "null")) {
            JsonNode messages = body(ChatRequest.builder()
                    .messages(UserMessage.from("When?"), AiMessage.from(List.of(call("t1", "weekday", broken))))
                    .build()).get("messages");

            assertThat(messages.at("/1/content/0/toolUse/input")).as(broken).isEqualTo(JSON.createObjectNode());
        }
    }

    @Test
    void anAnswerWithoutAWordHasNoBlankText() throws IOException {
        JsonNode messages = body(ChatRequest.builder()
                .messages(UserMessage.from("When?"), AiMessage.from(" ", List.of(call("t1", "weekday", "{}"))))
                .build()).get("messages");

        assertThat(messages.at("/1/content")).hasSize(1);
    }

    @Test
    void limitsAreSentWhereTheyAreSet() throws IOException {
        assertThat(body(ChatRequest.builder()
                .messages(UserMessage.from("When?"))
                .maxOutputTokens(100)
                .temperature(0.5)
                .topP(0.25)
                .stopSequences(List.of("END"))
                .build()).get("inferenceConfig"))
                .isEqualTo(JSON.readTree(
                        "{\"maxTokens\":100,\"temperature\":0.5,\"topP\":0.25,\"stopSequences\":[\"END\"]}"));
    }

    @Test
    void toolsAreDescribedWithTheirSchema() throws IOException {
        assertThat(body(ChatRequest.builder()
                .messages(UserMessage.from("When?"))
                .toolSpecifications(
                        ToolSpecification.builder().name("current_time").build(),
                        ToolSpecification.builder().name("weekday").description("Which day")
                                .parameters(JsonObjectSchema.builder()
                                        .addStringProperty("date", "ISO 8601")
                                        .required("date")
                                        .build())
                                .build())
                .build()).get("toolConfig"))
                .isEqualTo(JSON.readTree("""
                        {"tools":[
                          {"toolSpec":{"name":"current_time",
                            "inputSchema":{"json":{"type":"object","properties":{},"required":[]}}}},
                          {"toolSpec":{"name":"weekday","description":"Which day",
                            "inputSchema":{"json":{"type":"object",
                              "properties":{"date":{"type":"string","description":"ISO 8601"}},
                              "required":["date"]}}}}]}"""));
    }

    @Test
    void aModelThatHasToUseAToolIsToldSo() throws IOException {
        assertThat(body(ChatRequest.builder()
                .messages(UserMessage.from("When?"))
                .toolSpecifications(ToolSpecification.builder().name("current_time").build())
                .toolChoice(ToolChoice.REQUIRED)
                .build()).at("/toolConfig/toolChoice"))
                .isEqualTo(JSON.readTree("{\"any\":{}}"));
    }

    @Test
    void whatIsNeitherTextNorToolIsNotPassedOverInSilence() {
        assertThatThrownBy(() -> body(ChatRequest.builder()
                .messages(UserMessage.from(ImageContent.from("https://example.org/cat.png")))
                .build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ToolExecutionRequest call(String id, String name, String arguments) {
        return ToolExecutionRequest.builder().id(id).name(name).arguments(arguments).build();
    }

    private static JsonNode body(ChatRequest request) throws IOException {
        return JSON.readTree(ConverseRequest.body(request));
    }
}
