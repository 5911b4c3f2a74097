// SPDX-License-Identifier: Apache-2.0
#include "emulator/journal.h"

#include <fmt/format.h>

namespace inland::emulator {

namespace {

/// SQLite's application_id: "Inld".
constexpr std::int64_t application_id = 0x496e6c64;
constexpr std::int64_t schema_version = 1;
/// Deeper than any input may be, so that what was taken can be read again.
constexpr std::size_t deepest_document = 512;

constexpr auto schema = R"(
CREATE TABLE IF NOT EXISTS change (
    sequence INTEGER PRIMARY KEY,
    account TEXT NOT NULL, region TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    document TEXT);
CREATE TABLE IF NOT EXISTS clock (only INTEGER PRIMARY KEY CHECK (only = 1),
    emulated_milliseconds INTEGER NOT NULL);
)";

/// The lock is held as long as the process lives, and goes with it however it ends. A commit to the
/// write-ahead log is in the kernel's hands, which a killed process does not take back.
constexpr auto connection_settings =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

Error about(const std::filesystem::path& file, Error error) {
    if (error.kind == ErrorKind::Unavailable)
        error.message = fmt::format("{} is in use by another emulator", file.string());
    else if (error.kind == ErrorKind::InvalidInput)
        error.message = fmt::format(
            "{} is damaged or not a state file of Inland ({}); use another "
            "folder, or remove it to begin anew",
            file.string(), error.message);
    else
        error.message = fmt::format("{}: {}", file.string(), error.message);
    return error;
}

template <typename T>
Result<T> about(const std::filesystem::path& file, Result<T> result) {
    if (!result)
        return std::unexpected(about(file, std::move(result).error()));
    return result;
}

Result<void> check_version(Sqlite& database, const std::filesystem::path& file) {
    const auto version = TRY(database.number("PRAGMA user_version"));
    if (version > schema_version)
        return failure(ErrorKind::InvalidInput,
                       fmt::format("it has format {}, and this version of Inland knows up to {}",
                                   version, schema_version));
    const auto application = TRY(database.number("PRAGMA application_id"));
    const auto tables = TRY(database.number("SELECT count(*) FROM sqlite_master"));
    if (application != application_id && tables > 0)
        return failure(ErrorKind::InvalidInput, file.filename().string() + " is somebody else's");
    return {};
}

Result<void> prepare_schema(Sqlite& database, const std::filesystem::path& file) {
    TRY_VOID(database.execute(connection_settings));
    // The first write takes the lock for good.
    TRY_VOID(database.execute("BEGIN IMMEDIATE"));
    TRY_VOID(check_version(database, file));
    TRY_VOID(database.execute(schema));
    TRY_VOID(database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                                          application_id, schema_version)));
    return database.execute("COMMIT");
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return failure(ErrorKind::InvalidInput, fmt::format("cannot make the folder {}: {}",
                                                            folder.string(), error.message()));
    const auto file = folder / "state.sqlite";
    auto database = TRY(about(file, Sqlite::open(file.string())));
    TRY_VOID(about(file, prepare_schema(database, file)));
    // Secrets of emulated keys are in it.
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
    auto insert = TRY(database.prepare(
        "INSERT INTO change (account, region, kind, id, document) VALUES (?, ?, ?, ?, ?)"));
    auto save_time = TRY(database.prepare("INSERT OR REPLACE INTO clock VALUES (1, ?)"));
    return std::unique_ptr<Journal>(
        new Journal(std::move(database), std::move(insert), std::move(save_time), file));
}

Result<SavedState> Journal::load() {
    auto state = TRY(about(file_, replay()));
    TRY_VOID(about(file_, compact(state.records)));
    return state;
}

Result<SavedState> Journal::replay() {
    SavedState state;
    auto changes = TRY(database_.prepare(
        "SELECT account, region, kind, id, document FROM change ORDER BY sequence"));
    while (TRY(changes.step())) {
        const RecordKey key{{changes.text(0).value_or(""), changes.text(1).value_or("")},
                            changes.text(2).value_or(""),
                            changes.text(3).value_or("")};
        const auto document = changes.text(4);
        if (!document) {
            state.records.erase(key);
            continue;
        }
        auto parsed = parse_json(*document, deepest_document);
        if (!parsed || !parsed->is_object())
            return failure(ErrorKind::InvalidInput,
                           fmt::format("the record {} {} cannot be read", key.kind, key.id));
        state.records.insert_or_assign(key, std::move(parsed->get_object()));
    }
    auto clock = TRY(database_.prepare("SELECT emulated_milliseconds FROM clock"));
    if (TRY(clock.step()))
        state.emulated_now = TimePoint(Duration(clock.number(0)));
    return state;
}

Result<void> Journal::compact(const std::map<RecordKey, json::object>& records) {
    TRY_VOID(database_.execute("BEGIN; DELETE FROM change;"));
    for (const auto& [key, document] : records)
        TRY_VOID(insert(key, &document));
    return database_.execute("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);");
}

Result<void> Journal::insert(const RecordKey& key, const json::object* document) {
    const auto text = document == nullptr ? std::string{} : json::serialize(*document);
    insert_.bind(1, std::string_view(key.scope.account))
        .bind(2, std::string_view(key.scope.region))
        .bind(3, std::string_view(key.kind))
        .bind(4, std::string_view(key.id))
        .bind(5, document == nullptr ? std::nullopt : std::optional<std::string_view>(text));
    (void)TRY(insert_.step());
    return {};
}

Result<void> Journal::append(const std::vector<Change>& changes, TimePoint emulated_now) {
    auto appended = insert_all(changes, emulated_now);
    if (!appended)
        (void)database_.execute("ROLLBACK");
    return about(file_, std::move(appended));
}

Result<void> Journal::insert_all(const std::vector<Change>& changes, TimePoint emulated_now) {
    TRY_VOID(database_.execute("BEGIN"));
    for (const auto& [key, document] : changes)
        TRY_VOID(insert(key, document ? &*document : nullptr));
    save_time_.bind(1, std::int64_t{emulated_now.time_since_epoch().count()});
    (void)TRY(save_time_.step());
    return database_.execute("COMMIT");
}

}  // namespace inland::emulator
