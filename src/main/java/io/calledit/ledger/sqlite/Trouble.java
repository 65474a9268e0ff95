package io.calledit.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

import io.calledit.ledger.LedgerException.Unavailable;
import io.calledit.ledger.LedgerException.Unavailable.Reason;

/** Says in the ledger's words what is wrong with its file. */
final class Trouble {

    // Primary result codes; the driver leaves the extended part out (sqlite.org/rescode.html).
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int NOTADB = 26;

    /** SQLite writes whole pages and grows its shared memory by 32 KiB: with less room than this, that is why it failed. */
    private static final long HARDLY_ANY_ROOM = 64 * 1024;

    private Trouble() {}

    static Unavailable of(Exception cause, Path folder) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof SQLException failure) {
                return new Unavailable(reason(failure.getErrorCode() & 0xff, folder), cause);
            }
            if (each instanceof IOException) {
                return new Unavailable(hasRoom(folder) ? Reason.READ_ONLY : Reason.FULL, cause);
            }
        }
        return new Unavailable(Reason.DAMAGED, cause);
    }

    private static Reason reason(int code, Path folder) {
        return switch (code) {
            case FULL -> Reason.FULL;
            case READONLY, PERM -> Reason.READ_ONLY;
            case CANTOPEN -> hasRoom(folder) ? Reason.READ_ONLY : Reason.FULL;
            case IOERR -> hasRoom(folder) ? Reason.UNREACHABLE : Reason.FULL;
            case CORRUPT, NOTADB -> Reason.DAMAGED;
            // 0: not SQLite's, but the pool's, which had no connection to give in time.
            case BUSY, LOCKED, PROTOCOL, 0 -> Reason.BUSY;
            default -> Reason.UNREACHABLE;
        };
    }

    private static boolean hasRoom(Path folder) {
        Path there = folder;
        while (there.getParent() != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return Files.getFileStore(there).getUsableSpace() > HARDLY_ANY_ROOM;
        } catch (IOException unknown) {
            return true;
        }
    }
}
