package io.calledit.ledger.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import io.calledit.identity.Owner;

/** Reads rows. */
final class Reading {

    private Reading() {}

    /** Turns a row into what it holds. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows that the statement finds. */
    static <T> List<T> all(Connection connection, String sql, List<?> parameters, Row<T> row) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                select.setObject(i + 1, parameters.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(row.read(rows));
                }
                return found;
            }
        }
    }

    /** The small number that stands for the owner; nothing where the owner has written nothing. */
    static OptionalLong owner(Connection connection, Owner owner) throws SQLException {
        return all(connection, "SELECT row FROM owners WHERE owner = ?", List.of(owner.id()), row -> row.getLong(1)).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }
}
