package io.calledit.page;

import com.microsoft.playwright.WebSocketRoute;
import java.net.MalformedURLException;
import java.net.URL;

/** Stands where the server would be, and says what a test has it say. It answers pings by itself. */
final class StandIn {

    static final String RUN = "5b1f6c0e-6a0f-4c55-9d3a-3f6a1c2e9b10";

    private WebSocketRoute page;
    private int seq;
    private Integer turnsAwayWith;

    /** The page's address with this run on it. */
    static URL addressOfItsRun(URL page) {
        try {
            return new URL(page, "/?run=" + RUN);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Takes a connection of the page, or closes it at once where that has been asked for. */
    void take(WebSocketRoute connection) {
        page = connection;
        connection.onMessage(message -> {
            if (message.text().contains("\"ping\"")) {
                connection.send("{\"type\":\"pong\"}");
            }
        });
        if (turnsAwayWith != null) {
            close(turnsAwayWith);
        }
    }

    /** Sends the next frame of the run; {@code fields} is what it has besides its type and place, with a comma first. */
    private void frame(String type, String fields) {
        seq++;
        say("{\"type\":\"" + type + "\",\"runId\":\"" + RUN + "\",\"seq\":" + seq + fields + "}");
    }

    /** Sends the run's first frame, for what was asked. */
    void begin(String prompt) {
        seq = 0;
        frame("status", ",\"status\":\"processing\",\"prompt\":\"" + prompt + "\",\"timezone\":\"America/New_York\"");
    }

    /** Sends the model's words. */
    void text(String... pieces) {
        for (String piece : pieces) {
            frame("text", ",\"content\":\"" + piece.replace("\"", "\\\"") + "\"");
        }
    }

    /** Says that the model is busy. */
    void retrying() {
        frame("status", ",\"status\":\"retrying\",\"message\":\"The model is busy. Trying again in 30 s.\","
                + "\"attempt\":2,\"retryInMs\":30000");
    }

    /** Says that the model begins its plan anew. */
    void repairing() {
        frame("status", ",\"status\":\"repairing\","
                + "\"message\":\"That wasn’t a plan that could be checked. The model is writing it anew.\"");
    }

    /** Ends the run in an error that can be tried again; {@code fields} is what it has besides. */
    void error(String fields) {
        frame("error", ",\"message\":\"The service is being restarted. Try again in a moment.\","
                + "\"code\":\"shutting_down\",\"retryable\":true" + fields);
    }

    /** Answers that it doesn't know the run. */
    void forget() {
        say("{\"type\":\"error\",\"message\":\"That draft isn’t known here any more.\",\"code\":\"unknown_run\","
                + "\"retryable\":false}");
    }

    private void say(String message) {
        page.send(message);
    }

    /** Closes the page's connection with that code. */
    void close(int code) {
        page.close(new WebSocketRoute.CloseOptions().setCode(code));
    }

    /** Closes this and every further connection with that code. */
    void turnAway(int code) {
        turnsAwayWith = code;
        close(code);
    }

    /** Takes connections again. */
    void letIn() {
        turnsAwayWith = null;
    }
}
