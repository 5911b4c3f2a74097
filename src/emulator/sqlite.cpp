// SPDX-License-Identifier: Apache-2.0
#include "emulator/sqlite.h"

#include <sqlite3.h>

namespace inland::emulator {

namespace {

/// Unavailable: somebody else has the file; InvalidInput: it is no database or a damaged one.
std::unexpected<Error> refused(sqlite3* connection) {
    const int code = sqlite3_errcode(connection);
    const ErrorKind kind = code == SQLITE_BUSY || code == SQLITE_LOCKED ? ErrorKind::Unavailable
                           : code == SQLITE_NOTADB || code == SQLITE_CORRUPT
                               ? ErrorKind::InvalidInput
                               : ErrorKind::Failed;
    return failure(kind, sqlite3_errmsg(connection));
}

}  // namespace

void Sqlite::Close::operator()(sqlite3* connection) const {
    sqlite3_close_v2(connection);
}

void Sqlite::Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Result<Sqlite> Sqlite::open(const std::string& path) {
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &connection,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
    Sqlite opened(connection);
    if (code != SQLITE_OK)
        return refused(connection);
    return opened;
}

Result<void> Sqlite::execute(const std::string& statements) {
    if (sqlite3_exec(connection_.get(), statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return refused(connection_.get());
    return {};
}

Result<Sqlite::Statement> Sqlite::prepare(std::string_view statement) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(connection_.get(), statement.data(), static_cast<int>(statement.size()),
                           &prepared, nullptr) != SQLITE_OK)
        return refused(connection_.get());
    return Statement(prepared);
}

Result<std::int64_t> Sqlite::number(std::string_view query) {
    auto statement = TRY(prepare(query));
    if (!TRY(statement.step()))
        return failure(ErrorKind::NotFound, "the query has no row");
    return statement.number(0);
}

Sqlite::Statement& Sqlite::Statement::bind(int index, std::optional<std::string_view> text) {
    // Bytes are copied: the caller's text may be gone when step() runs.
    if (text)
        sqlite3_bind_text64(statement_.get(), index, text->data(), text->size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8);
    else
        sqlite3_bind_null(statement_.get(), index);
    return *this;
}

Sqlite::Statement& Sqlite::Statement::bind(int index, std::int64_t number) {
    sqlite3_bind_int64(statement_.get(), index, number);
    return *this;
}

Result<bool> Sqlite::Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW)
        return true;
    sqlite3_reset(statement_.get());
    if (code == SQLITE_DONE)
        return false;
    return refused(sqlite3_db_handle(statement_.get()));
}

std::optional<std::string> Sqlite::Statement::text(int column) const {
    const unsigned char* bytes = sqlite3_column_text(statement_.get(), column);
    if (bytes == nullptr)
        return std::nullopt;
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    std::string text(size, '\0');
    std::copy_n(bytes, size, text.begin());
    return text;
}

std::int64_t Sqlite::Statement::number(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

}  // namespace inland::emulator
