package io.calledit.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

import io.calledit.gateway.post.Posts;
import io.calledit.line.ClientMessage;
import io.calledit.line.Frame;
import io.calledit.line.FrameWriter;
import io.calledit.line.MessageReader;
import io.calledit.line.RefusedException;

/** The line's Lambda function: takes the events of an API Gateway WebSocket API. */
@Named("line")
@ApplicationScoped
public class LineHandler implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {

    private final GatewayConfig config;
    private final MessageReader messages;
    private final FrameWriter frames;
    private final Posts posts;

    LineHandler(GatewayConfig config, MessageReader messages, FrameWriter frames, Posts posts) {
        this.config = config;
        this.messages = messages;
        this.frames = frames;
        this.posts = posts;
    }

    @Override
    public APIGatewayV2WebSocketResponse handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        Visit visit = Visit.of(event, config.endpointOverride());
        if (!visit.route().equals("$connect") && !visit.route().equals("$disconnect")) {
            try {
                if (messages.read(visit.body()) instanceof ClientMessage.Ping) {
                    posts.post(visit.gateway(), visit.connectionId(), frames.write(new Frame.Pong()));
                }
            } catch (RefusedException e) {
                posts.post(visit.gateway(), visit.connectionId(), frames.write(new Frame.Refused(e.problem())));
            }
        }
        return answer(200);
    }

    private static APIGatewayV2WebSocketResponse answer(int status) {
        APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
        response.setStatusCode(status);
        return response;
    }
}
