// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace inland::emulator {

/// One connection to a SQLite file. One thread at a time; errors carry SQLite's own words.
class Sqlite {
  public:
    /// A prepared statement; texts are bound from 1, columns counted from 0.
    class Statement {
      public:
        /// Binds, nothing being NULL.
        Statement& bind(int index, std::optional<std::string_view> text);
        Statement& bind(int index, std::int64_t number);
        /// True: a row is there. The statement starts anew after the last row and after an error.
        Result<bool> step();
        /// The column's text, or nothing for NULL.
        [[nodiscard]] std::optional<std::string> text(int column) const;
        [[nodiscard]] std::int64_t number(int column) const;

      private:
        friend class Sqlite;
        struct Finalize {
            void operator()(sqlite3_stmt* statement) const;
        };
        explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
        std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    };

    static Result<Sqlite> open(const std::string& path);
    /// Runs statements that answer nothing.
    Result<void> execute(const std::string& statements);
    Result<Statement> prepare(std::string_view statement);
    /// The first column of the first row.
    Result<std::int64_t> number(std::string_view query);

  private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    explicit Sqlite(sqlite3* connection) : connection_(connection) {}
    std::unique_ptr<sqlite3, Close> connection_;
};

}  // namespace inland::emulator
