// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inland::aws {

/// What configuration and credentials are read from: variables, files, a helper program. Tests give
/// a MapEnvironment, so nothing of the machine leaks into them. Safe for all threads.
class Environment {
  public:
    virtual ~Environment() = default;
    /// The variable's value; set but empty counts as not set, as in the AWS CLI.
    [[nodiscard]] virtual std::optional<std::string> variable(std::string_view name) const = 0;
    /// The file's text; NotFound when there is none. "~" at the start is the home directory.
    [[nodiscard]] virtual Result<std::string> read_file(std::string_view path) const = 0;
    /// The standard output of a shell command (credential_process); Failed when it exits non-zero.
    [[nodiscard]] virtual Result<std::string> run(const std::string& command) const = 0;
};

/// The process's own.
const Environment& process_environment();

/// An environment made of three maps.
class MapEnvironment final : public Environment {
  public:
    std::map<std::string, std::string, std::less<>> variables;
    std::map<std::string, std::string, std::less<>> files;     ///< path as asked for → text
    std::map<std::string, std::string, std::less<>> commands;  ///< command → output

    [[nodiscard]] std::optional<std::string> variable(std::string_view name) const override;
    [[nodiscard]] Result<std::string> read_file(std::string_view path) const override;
    [[nodiscard]] Result<std::string> run(const std::string& command) const override;
};

}  // namespace inland::aws
