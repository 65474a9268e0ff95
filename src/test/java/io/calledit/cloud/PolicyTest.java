package io.calledit.cloud;

import static io.calledit.cloud.Template.list;
import static io.calledit.cloud.Template.map;
import static io.calledit.cloud.Template.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

class PolicyTest {

    private static final Set<String> ROLES = Set.of("StreamRole", "LineRole", "AuthorizerRole", "RestRole");

    private static final String DYNAMODB = "software.amazon.awssdk.services.dynamodb";

    /** What the SDK's calls need; transactions need what they consist of. */
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("getItem", "dynamodb:GetItem"),
            Map.entry("batchGetItem", "dynamodb:BatchGetItem"),
            Map.entry("query", "dynamodb:Query"),
            Map.entry("scan", "dynamodb:Scan"),
            Map.entry("putItem", "dynamodb:PutItem"),
            Map.entry("updateItem", "dynamodb:UpdateItem"),
            Map.entry("deleteItem", "dynamodb:DeleteItem"),
            Map.entry("batchWriteItem", "dynamodb:BatchWriteItem"),
            Map.entry("describeTable", "dynamodb:DescribeTable"),
            Map.entry("createTable", "dynamodb:CreateTable"),
            Map.entry("updateTimeToLive", "dynamodb:UpdateTimeToLive"),
            Map.entry("updateContinuousBackups", "dynamodb:UpdateContinuousBackups"));

    private static final Map<String, String> IN_TRANSACTIONS = Map.of(
            "Put", "dynamodb:PutItem",
            "Update", "dynamodb:UpdateItem",
            "Delete", "dynamodb:DeleteItem",
            "ConditionCheck", "dynamodb:ConditionCheckItem");

    /** Tables are the template's to make; the code only makes them in development and tests, and by its command. */
    private static final Set<String> OF_MAKING_TABLES = Set.of(
            "dynamodb:DescribeTable", "dynamodb:CreateTable", "dynamodb:UpdateTimeToLive", "dynamodb:UpdateContinuousBackups");

    private final Template template = Template.read();

    @Test
    void noRoleMayDoEverythingOrToEverything() {
        for (String role : ROLES) {
            assertThat(template.properties(role)).as(role).doesNotContainKey("ManagedPolicyArns");
            for (Map<String, Object> statement : template.statements(role)) {
                assertThat(statement).as(role).containsEntry("Effect", "Allow").doesNotContainKeys("NotAction", "NotResource");
                assertThat(list(statement.get("Action"))).as(role).allSatisfy(action -> assertThat((String) action).doesNotContain("*"));
                // Which connections there will be, nobody knows: those of this stage of this API.
                assertThat(list(statement.get("Resource"))).as(role).allSatisfy(resource ->
                        assertThat(text(resource).replaceFirst("\\$\\{LineApi}/ws/(POST|DELETE)/@connections/\\*$", "")).doesNotContain("*"));
            }
            Map<String, Object> trust = map(list(map(template.properties(role).get("AssumeRolePolicyDocument")).get("Statement")).get(0));
            assertThat(trust).as(role).containsEntry("Principal", Map.of("Service", "lambda.amazonaws.com")).containsEntry("Action", "sts:AssumeRole");
        }
        assertThat(template.resources("AWS::IAM::Role").keySet()).isEqualTo(ROLES);
        // With a role of its own a function gets no policy of SAM's.
        template.resources("AWS::Serverless::Function").forEach((name, function) ->
                assertThat(function).as(name).containsKey("Role").doesNotContainKey("Policies"));
    }

    @Test
    void theLedgersActionsAreThoseThatItsCodeUses() {
        assertThat(actionsOn("RestRole", "Ledger")).isEqualTo(actionsOf(Sources.below("io/calledit/ledger/dynamodb")));
        assertThat(actionsOn("StreamRole", "Ledger")).isEmpty();
        assertThat(actionsOn("LineRole", "Ledger")).isEmpty();
    }

    /** For whoever writes a policy of their own. */
    @Test
    void theReadmeNamesTheLedgersActionsAndNoOthers() throws IOException {
        Matcher said = Pattern.compile("The service\\s+needs (.*?) on the table, and `Query` on its index, too; the command\\s+needs (.*?)\\.", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(said.find()).isTrue();
        Map<Path, String> code = Sources.below("io/calledit/ledger/dynamodb");
        assertThat(named(said.group(1))).isEqualTo(actionsOf(code));
        assertThat(named(said.group(2))).isEqualTo(actionsOfMakingTables(code));
    }

    @Test
    void theConnectionsActionsAreThoseThatTheirCodeUses() {
        Set<String> used = actionsOf(Sources.below("io/calledit/gateway/table"));
        assertThat(actionsOn("StreamRole", "Connections")).isEqualTo(used);
        assertThat(actionsOn("LineRole", "Connections")).isEqualTo(used);
        assertThat(actionsOn("RestRole", "Connections")).containsExactlyInAnyOrder("dynamodb:GetItem", "dynamodb:Query");
    }

    @Test
    void noOtherCodeUsesDynamoDb() {
        Set<String> elsewhere = new TreeSet<>();
        Sources.below("io/calledit").forEach((file, source) -> {
            String path = file.toString();
            if (!path.contains("/ledger/dynamodb/") && !path.contains("/gateway/table/")) {
                elsewhere.addAll(actionsOf(Map.of(file, source)));
            }
        });
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void connectionsArePostedToAndNothingElse() {
        Set<String> calls = Sources.callsOf("software.amazon.awssdk.services.apigatewaymanagementapi", Sources.below("io/calledit"));
        calls.retainAll(Set.of("postToConnection", "deleteConnection", "getConnection"));
        assertThat(calls).containsExactly("postToConnection");
        for (String role : List.of("StreamRole", "LineRole")) {
            Map<String, Object> statement = template.statements(role).stream()
                    .filter(one -> one.get("Action").equals("execute-api:ManageConnections"))
                    .findFirst()
                    .orElseThrow();
            assertThat(list(statement.get("Resource")).stream().map(Template::text)).containsExactly(
                    "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${LineApi}/ws/POST/@connections/*");
        }
    }

    @Test
    void onlyTheStreamingFunctionMayAskAModelAndOnlyTheChosenOne() {
        assertThat(String.join("\n", Sources.below("io/calledit/model").values())).contains("/converse-stream\"");
        List<Map<String, Object>> asking = template.statements("StreamRole").stream().filter(PolicyTest::isOfBedrock).toList();
        assertThat(asking).hasSize(2).allSatisfy(statement ->
                // Answers come as a stream. Bedrock's own ChatModel, which answers in one piece, would need the first.
                assertThat(list(statement.get("Action"))).containsExactly("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"));
        String profile = "arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/${ModelId}";
        assertThat(text(asking.get(0).get("Resource"))).isEqualTo(profile);
        assertThat(asking.get(1).get("Resource")).isEqualTo(Map.of("Ref", "ModelArns"));
        assertThat(asking.get(1).get("Condition").toString()).contains("bedrock:InferenceProfileArn", profile);
        for (String role : List.of("LineRole", "AuthorizerRole", "RestRole")) {
            assertThat(template.statements(role)).as(role).noneMatch(PolicyTest::isOfBedrock);
        }
    }

    @Test
    void theModelThatIsNamedByDefaultIsTheOneThatMayBeAsked() {
        String id = (String) map(template.section("Parameters").get("ModelId")).get("Default");
        String arns = (String) map(template.section("Parameters").get("ModelArns")).get("Default");
        assertThat(String.join("\n", Sources.below("io/calledit/model").values())).contains("@WithDefault(\"" + id + "\")");
        assertThat(List.of(arns.split(","))).allSatisfy(arn ->
                assertThat(arn).matches("arn:aws:bedrock:us-(east|west)-[12]::foundation-model/" + id.substring("us.".length())));
        assertThat(template.section("Conditions").get("IsProfile").toString()).contains("us]");
    }

    @Test
    void thePagesFilesAreForItsDistributionAlone() {
        Map<String, Object> statement =
                map(list(map(template.properties("PageBucketPolicy").get("PolicyDocument")).get("Statement")).get(0));
        assertThat(statement).containsEntry("Action", "s3:GetObject").containsEntry("Principal", Map.of("Service", "cloudfront.amazonaws.com"));
        assertThat(statement.get("Condition").toString()).contains("distribution/${Distribution}");
        assertThat(map(template.properties("PageBucket").get("PublicAccessBlockConfiguration")).values()).containsOnly(true).hasSize(4);
    }

    private static boolean isOfBedrock(Map<String, Object> statement) {
        return list(statement.get("Action")).stream().anyMatch(action -> ((String) action).startsWith("bedrock:"));
    }

    private Set<String> actionsOn(String role, String table) {
        Set<String> actions = new TreeSet<>();
        template.statements(role).forEach(statement -> {
            if (list(statement.get("Resource")).contains(Map.of("Fn::GetAtt", table + ".Arn"))) {
                list(statement.get("Action")).forEach(action -> actions.add((String) action));
            }
        });
        return actions;
    }

    /** The actions in a text such as <code>`GetItem` and `Query`</code>. */
    private static Set<String> named(String text) {
        Set<String> actions = new TreeSet<>();
        Matcher name = Pattern.compile("`(\\w+)`").matcher(text);
        while (name.find()) {
            actions.add("dynamodb:" + name.group(1));
        }
        return actions;
    }

    private static Set<String> actionsOfMakingTables(Map<Path, String> sources) {
        Set<String> actions = actionsOfCalls(Sources.callsOf(DYNAMODB, sources));
        actions.retainAll(OF_MAKING_TABLES);
        return actions;
    }

    private static Set<String> actionsOfCalls(Set<String> calls) {
        Set<String> actions = new TreeSet<>();
        calls.forEach(call -> {
            if (ACTIONS.containsKey(call)) {
                actions.add(ACTIONS.get(call));
            }
        });
        return actions;
    }

    private static Set<String> actionsOf(Map<Path, String> sources) {
        Set<String> calls = Sources.callsOf(DYNAMODB, sources);
        Set<String> actions = actionsOfCalls(calls);
        if (calls.contains("transactWriteItems")) {
            IN_TRANSACTIONS.forEach((part, action) -> {
                if (sources.values().stream().anyMatch(source -> source.contains("import " + DYNAMODB + ".model." + part + ";"))) {
                    actions.add(action);
                }
            });
        }
        actions.removeAll(OF_MAKING_TABLES);
        return actions;
    }
}
