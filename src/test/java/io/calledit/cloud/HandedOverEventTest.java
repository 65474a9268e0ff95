package io.calledit.cloud;

import static io.calledit.cloud.Template.map;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Map;

import org.apache.commons.lang3.StringEscapeUtils;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.json.JsonObject;

/** Evaluates the template by which API Gateway hands a message over to an asynchronous invocation, with what it evaluates those with. */
class HandedOverEventTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"action\":\"makecall\",\"prompt\":\"It rains in Oslo\"}",
        "{\"action\":\"makecall\",\"prompt\":\"It won't rain, 'they' say\"}",
        "{\"action\":\"makecall\",\"prompt\":\"\\\"Quoted\\\" and a \\\\ and \\\\' both\\nand a line\"}",
        "{\"action\":\"makecall\",\"prompt\":\"naïve 日本 🌧️ \\u2028 / </script>\"}",
        "{\"action\":\"makecall\",\"prompt\":\"$context.stage #set($x = 1) ${request} #end\"}",
        "{\n\t\"action\" : \"resume\" , \"runId\":\"x\", \"afterSeq\": 41 }\r\n",
    })
    void itIsTheEventThatAProxyIntegrationPassesWhateverTheMessage(String message) {
        JsonObject event = new JsonObject(evaluated(message));

        assertThat(event.getString("body")).isEqualTo(message);
        assertThat(event.getBoolean("isBase64Encoded")).isFalse();
        JsonObject context = event.getJsonObject("requestContext");
        assertThat(context.getString("connectionId")).isEqualTo("L0SM9cOFvHcCIhw=");
        assertThat(context.getString("routeKey")).isEqualTo("makecall");
        assertThat(context.getString("eventType")).isEqualTo("MESSAGE");
        assertThat(context.getString("domainName")).isEqualTo("abc123.execute-api.eu-central-1.amazonaws.com");
        assertThat(context.getString("stage")).isEqualTo("ws");
        assertThat(context.getJsonObject("authorizer").getString("owner")).isEqualTo("ann");
        assertThat(context.encode()).doesNotContain("$");
    }

    private static String evaluated(String message) {
        String template = (String) map(Template.read().properties("StreamIntegration").get("RequestTemplates")).get("$default");
        VelocityContext variables = new VelocityContext();
        variables.put("context", Map.ofEntries(
                Map.entry("connectionId", "L0SM9cOFvHcCIhw="),
                Map.entry("connectedAt", "1700000000000"),
                Map.entry("routeKey", "makecall"),
                Map.entry("eventType", "MESSAGE"),
                Map.entry("messageId", "m1"),
                Map.entry("requestId", "r1"),
                Map.entry("requestTimeEpoch", "1700000000001"),
                Map.entry("apiId", "abc123"),
                Map.entry("domainName", "abc123.execute-api.eu-central-1.amazonaws.com"),
                Map.entry("stage", "ws"),
                Map.entry("identity", Map.of("sourceIp", "192.0.2.1")),
                Map.entry("authorizer", Map.of("principalId", "ann", "owner", "ann"))));
        variables.put("input", Map.of("body", message));
        variables.put("util", new Util());
        StringWriter written = new StringWriter();
        new VelocityEngine().evaluate(variables, written, "template.yaml", template);
        return written.toString();
    }

    /** API Gateway's, as its documentation describes them: a single quote is escaped, too. */
    public static final class Util {

        @SuppressWarnings("deprecation")
        public String escapeJavaScript(String text) {
            return StringEscapeUtils.escapeEcmaScript(text);
        }
    }
}
