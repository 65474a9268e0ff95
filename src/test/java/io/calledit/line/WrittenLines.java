package io.calledit.line;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;

/** What is written to the log while it is listened to. */
final class WrittenLines extends Handler implements AutoCloseable {

    /**
     * A line of the log.
     *
     * @param fields what it says beside its words
     */
    record Line(String words, Map<String, String> fields) {
    }

    private final Logger root = Logger.getLogger("");
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    private WrittenLines() {
    }

    static WrittenLines listen() {
        var lines = new WrittenLines();
        lines.root.addHandler(lines);
        return lines;
    }

    List<Line> about(String words) {
        return lines.stream().filter(line -> line.words().contains(words)).toList();
    }

    @Override
    public void publish(LogRecord record) {
        var extended = ExtLogRecord.wrap(record);
        lines.add(new Line(extended.getFormattedMessage(), extended.getMdcCopy()));
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
