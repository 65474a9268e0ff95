package io.calledit.cloud;

import static io.calledit.cloud.Template.list;
import static io.calledit.cloud.Template.map;
import static io.calledit.cloud.Template.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

class TemplateTest {

    private static final Set<String> FUNCTIONS = Set.of("StreamFunction", "LineFunction", "AuthorizerFunction", "RestFunction");

    /** Names that Lambda's runtimes know, and not the service. */
    private static final Set<String> OF_THE_RUNTIME = Set.of("JAVA_TOOL_OPTIONS", "DISABLE_SIGNAL_HANDLERS", "QUARKUS_LAMBDA_HANDLER");

    private final Template template = Template.read();

    @Test
    void everyMessageOfTheProtocolHasARoute() {
        Set<String> keys = new TreeSet<>();
        lineRoutes().values().forEach(route -> keys.add((String) route.get("RouteKey")));

        assertThat(keys).containsExactlyInAnyOrder("$connect", "$disconnect", "$default", "makecall", "stop", "resume", "ping");
        assertThat(template.properties("LineApi")).containsEntry("RouteSelectionExpression", "$request.body.action");
        assertThat(template.properties("LineStage")).containsEntry("StageName", "ws").containsEntry("AutoDeploy", true);
    }

    @Test
    void everyRouteLeadsToAFunctionThatMayBeCalledByIt() {
        template.resources("AWS::ApiGatewayV2::Route").forEach((name, route) -> {
            String integration = text(route.get("Target")).replaceAll("integrations/\\$\\{(\\w+)}", "$1");
            assertThat(template.resources("AWS::ApiGatewayV2::Integration")).as(name).containsKey(integration);
            assertThat(template.properties(integration).get("ApiId")).as(name).isEqualTo(route.get("ApiId"));
            String function = functionOf(text(template.properties(integration).get("IntegrationUri")));
            String source = route.get("ApiId").equals(Map.of("Ref", "LineApi"))
                    ? "${LineApi}/ws/" + route.get("RouteKey")
                    : "${RestApi}/*/*/api/*";
            assertThat(mayCall(function, source)).as("%s may call %s", name, function).isTrue();
        });
    }

    @Test
    void nobodyComesInUnseen() {
        // On a WebSocket API only $connect can have one.
        assertThat(template.properties("ConnectRoute")).containsEntry("AuthorizationType", "CUSTOM");
        assertThat(template.properties("ConnectRoute").get("AuthorizerId")).isEqualTo(Map.of("Ref", "LineAuthorizer"));
        assertThat(template.properties("RestRoute")).containsEntry("AuthorizationType", "CUSTOM");
        assertThat(template.properties("RestRoute").get("AuthorizerId")).isEqualTo(Map.of("Ref", "RestAuthorizer"));
        template.resources("AWS::ApiGatewayV2::Authorizer").forEach((name, authorizer) -> {
            assertThat(authorizer).as(name).containsEntry("AuthorizerType", "REQUEST");
            assertThat(functionOf(text(authorizer.get("AuthorizerUri")))).as(name).isEqualTo("AuthorizerFunction");
            String api = (String) map(authorizer.get("ApiId")).get("Ref");
            assertThat(mayCall("AuthorizerFunction", "${" + api + "}/authorizers/${" + name + "}")).as(name).isTrue();
        });
    }

    @Test
    void draftsAreHandedOverAndNeverTriedTwice() {
        Map<String, String> integrations = new TreeMap<>();
        lineRoutes().values().forEach(route -> integrations.put(
                (String) route.get("RouteKey"), text(route.get("Target")).replaceAll("integrations/\\$\\{(\\w+)}", "$1")));

        assertThat(integrations).containsEntry("makecall", "StreamIntegration").containsEntry("resume", "StreamIntegration");
        assertThat(template.properties("StreamIntegration")).containsEntry("IntegrationType", "AWS");
        assertThat(map(template.properties("StreamIntegration").get("RequestParameters")))
                .containsEntry("integration.request.header.X-Amz-Invocation-Type", "'Event'");
        assertThat(map(template.properties("StreamFunction").get("EventInvokeConfig")))
                .containsEntry("MaximumRetryAttempts", 0)
                .containsEntry("MaximumEventAgeInSeconds", 60);
        assertThat(functionOf(text(template.properties("StreamIntegration").get("IntegrationUri")))).isEqualTo("StreamFunction");

        integrations.keySet().removeAll(Set.of("makecall", "resume"));
        assertThat(integrations.values()).containsOnly("LineIntegration");
        assertThat(template.properties("LineIntegration")).containsEntry("IntegrationType", "AWS_PROXY");
        assertThat(template.properties("LineFunction").get("Timeout")).isEqualTo(29);
    }

    @Test
    void theStreamingFunctionHasItsTimeAndMemory() {
        assertThat(template.properties("StreamFunction")).containsEntry("Timeout", 300);
        assertThat(template.everyFunction())
                .containsEntry("MemorySize", 512)
                .containsEntry("Runtime", Map.of("Fn::If", List.of("Native", "provided.al2023", "java21")))
                .containsEntry("Architectures", List.of(Map.of("Ref", "Architecture")));
        assertThat(map(template.section("Parameters").get("Architecture"))).containsEntry("AllowedValues", List.of("arm64", "x86_64"));
        template.resources("AWS::Serverless::Function").values()
                .forEach(function -> assertThat(function).doesNotContainKeys("MemorySize", "Runtime", "Architectures"));
    }

    @Test
    void everyFunctionRunsAHandlerThatThereIs() {
        assertThat(template.resources("AWS::Serverless::Function").keySet()).isEqualTo(FUNCTIONS);
        Set<String> run = new HashSet<>();
        FUNCTIONS.forEach(function -> run.add((String) template.environment(function).get("QUARKUS_LAMBDA_HANDLER")));
        assertThat(run).isEqualTo(Sources.handlers());
    }

    @Test
    void everyVariableIsASettingThatTheCodeKnows() {
        Set<String> settings = Sources.settings();
        assertThat(settings).contains("CALLEDIT_VOICE", "CALLEDIT_LINE_DEADLINE_WHOLE", "CALLEDIT_BEDROCK_CHAT_MODEL_MODEL_ID");
        for (String function : FUNCTIONS) {
            Set<String> variables = new TreeSet<>(template.environment(function).keySet());
            variables.removeAll(OF_THE_RUNTIME);
            assertThat(settings).as(function).containsAll(variables);
        }
    }

    @Test
    void theTablesAreWhatTheCodeExpects() {
        String ledger = String.join("\n", Sources.below("io/calledit/ledger/dynamodb").values());
        String connections = String.join("\n", Sources.below("io/calledit/gateway/table").values());

        assertThat(keys(template.properties("Ledger").get("KeySchema")))
                .isEqualTo("HASH " + constant(ledger, "PARTITION") + ", RANGE " + constant(ledger, "SORT"));
        Map<String, Object> index = map(list(template.properties("Ledger").get("LocalSecondaryIndexes")).get(0));
        assertThat(index).containsEntry("IndexName", constant(ledger, "BY_NUMBER")).containsEntry("Projection", Map.of("ProjectionType", "ALL"));
        assertThat(keys(index.get("KeySchema"))).isEqualTo("HASH " + constant(ledger, "PARTITION") + ", RANGE " + constant(ledger, "LISTED"));
        assertThat(list(template.properties("Ledger").get("AttributeDefinitions")))
                .contains(Map.of("AttributeName", "listed", "AttributeType", "N"));
        assertThat(template.properties("Ledger"))
                .containsEntry("DeletionProtectionEnabled", true)
                .containsEntry("PointInTimeRecoverySpecification", Map.of("PointInTimeRecoveryEnabled", true))
                .doesNotContainKey("TimeToLiveSpecification");
        assertThat(template.resource("Ledger")).containsEntry("DeletionPolicy", "Retain").containsEntry("UpdateReplacePolicy", "Retain");
        // Whose ledger is whose is known by the pool's ids.
        assertThat(template.resource("People")).containsEntry("DeletionPolicy", "Retain").containsEntry("UpdateReplacePolicy", "Retain");

        assertThat(keys(template.properties("Connections").get("KeySchema")))
                .isEqualTo("HASH " + constant(connections, "PARTITION") + ", RANGE " + constant(connections, "SORT"));
        assertThat(template.properties("Connections").get("TimeToLiveSpecification"))
                .isEqualTo(Map.of("AttributeName", constant(connections, "EXPIRES"), "Enabled", true));
        template.resources("AWS::DynamoDB::Table")
                .forEach((name, table) -> assertThat(table).as(name).containsEntry("BillingMode", "PAY_PER_REQUEST"));
    }

    @Test
    void everyLogIsKeptForAWhileAndEveryFailureRaisesAnAlarm() {
        template.resources("AWS::Logs::LogGroup")
                .forEach((name, log) -> assertThat(log).as(name).containsEntry("RetentionInDays", Map.of("Ref", "LogDays")));
        Set<String> watched = new HashSet<>();
        template.resources("AWS::CloudWatch::Alarm").forEach((name, alarm) -> {
            assertThat(alarm).as(name).containsKeys("AlarmDescription", "AlarmActions").containsEntry("TreatMissingData", "notBreaching");
            List<Object> dimensions = alarm.containsKey("Dimensions") ? list(alarm.get("Dimensions")) : List.of();
            watched.add(alarm.get("MetricName") + " " + (dimensions.isEmpty() ? "" : text(map(dimensions.get(0)).get("Value"))));
        });
        FUNCTIONS.forEach(function -> {
            assertThat(map(template.properties(function).get("LoggingConfig"))).as(function).containsKey("LogGroup");
            assertThat(watched).contains("Errors " + function);
        });
        assertThat(watched).contains(
                "Throttles StreamFunction", "Throttles LineFunction", "AsyncEventsDropped StreamFunction", "IntegrationError LineApi", "5xx RestApi",
                "FailedRuns ");
        // The line that the filter looks for.
        assertThat(String.join("\n", Sources.below("io/calledit/sight").values())).contains("Run %s ended: %s after");
    }

    @Test
    void whatHasToBeKnownAfterwardsIsAnOutput() {
        assertThat(template.section("Outputs")).containsKeys("WebSocketUrl", "PageUrl", "ApiUrl", "UserPoolId", "UserPoolClientId", "SignIn");
        assertThat(text(map(template.section("Outputs").get("WebSocketUrl")).get("Value"))).startsWith("wss://").endsWith("/ws");
        assertThat(text(map(template.section("Outputs").get("PageUrl")).get("Value"))).startsWith("https://");
    }

    @Test
    void everythingThatIsNamedIsThereAndEverythingThatIsThereIsNamed() {
        Set<String> known = new TreeSet<>(template.section("Resources").keySet());
        known.addAll(template.section("Parameters").keySet());
        Set<String> named = new TreeSet<>();
        template.names((name, attribute) -> {
            if (!name.startsWith("AWS::")) {
                named.add(name);
            }
        });
        assertThat(known).containsAll(named);
        assertThat(named).containsAll(template.section("Parameters").keySet());

        String all = template.root().toString();
        template.section("Conditions").keySet().forEach(condition -> assertThat(all.contains("Fn::If=[" + condition) || all.contains("Condition=" + condition))
                .as(condition)
                .isTrue());
    }

    private Map<String, Map<String, Object>> lineRoutes() {
        Map<String, Map<String, Object>> routes = template.resources("AWS::ApiGatewayV2::Route");
        routes.values().removeIf(route -> !route.get("ApiId").equals(Map.of("Ref", "LineApi")));
        return routes;
    }

    private boolean mayCall(String function, String source) {
        return template.resources("AWS::Lambda::Permission").values().stream()
                .anyMatch(permission -> permission.get("FunctionName").equals(Map.of("Ref", function))
                        && permission.get("Principal").equals("apigateway.amazonaws.com")
                        && text(permission.get("SourceArn"))
                                .equals("arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:" + source));
    }

    private static String functionOf(String uri) {
        return uri.replaceAll(".*?(\\w+)\\.Arn.*", "$1");
    }

    private static String keys(Object schema) {
        StringBuilder keys = new StringBuilder();
        list(schema).forEach(key -> keys.append(keys.isEmpty() ? "" : ", ").append(map(key).get("KeyType")).append(' ').append(map(key).get("AttributeName")));
        return keys.toString();
    }

    private static String constant(String source, String name) {
        return source.replaceAll("(?s).*?static final String " + name + " = \"([^\"]+)\".*", "$1");
    }
}
