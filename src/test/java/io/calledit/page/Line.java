package io.calledit.page;

import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayList;
import java.util.List;

/** The page's line to the server, which a test can cut and mend. */
final class Line {

    private final List<WebSocketRoute> ends = new ArrayList<>();
    private boolean down;

    /** Lets the page's next connection through, or turns it away while the line is down. */
    void carry(WebSocketRoute page) {
        if (down) {
            page.close();
            return;
        }
        ends.add(page);
        ends.add(page.connectToServer());
    }

    /** Ends every connection and turns new ones away. */
    void cut() {
        down = true;
        ends.forEach(WebSocketRoute::close);
        ends.clear();
    }

    /** Lets new connections through again. */
    void mend() {
        down = false;
    }
}
