// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace inland::cli {

/// What a process tells its caller (CONTRACT.md, "Exit codes").
enum class ExitCode : int {
    Done = 0,
    Failed = 1,
    BadInput = 2,
    Unknown = 3,
    Changes = 4,
    Interrupted = 130,
};

/// Data goes to `out`, talk to `err`; `terminal` says whether talk may move the cursor and use
/// colour.
struct Streams {
    std::FILE* out = stdout;
    std::FILE* err = stderr;
    bool terminal = false;
    bool colour = false;

    void data(std::string_view text) const;
    void talk(std::string_view line) const;
};

/// One flag of a command. A flag with a `value` name takes an argument.
struct OptionRow {
    std::string_view flags;  ///< as CLI11 reads it: "-o,--output"
    std::string_view value;  ///< "FORMAT", or "" for a switch
    std::string_view description;
};

/// What the user typed, parsed but not yet understood.
struct Invocation {
    std::vector<std::string> arguments;
    std::map<std::string, std::vector<std::string>, std::less<>>
        options;  ///< by long name, "output"
    Streams streams;
    std::stop_token stop;

    [[nodiscard]] bool has(std::string_view option) const;
    [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
    [[nodiscard]] std::string value_or(std::string_view option, std::string_view fallback) const;
};

enum class Arguments { None, One, Optional, Many, Any };

/// A command as data: its help, man page and completions are made from this row and from NAME.md
/// beside its source.
struct Command {
    std::string_view name;     ///< "prove", "aws serve"
    std::string_view summary;  ///< one line
    Arguments arguments;
    std::string_view argument_name;
    std::span<const OptionRow> options;
    ExitCode (*run)(const Invocation&);
};

/// Every command, in the order of the help.
std::span<const Command* const> commands();

/// Options that every command takes.
std::span<const OptionRow> common_options();

}  // namespace inland::cli
