// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inland::user_data {

/// The words of one simple command, quotes and variables resolved.
using ShellCommand = std::vector<std::string>;

/// The simple commands of a shell script in the order in which they stand: comments, here documents
/// and redirections left out, lines that go on joined, variables that the script sets to known text
/// filled in. It is reading, not running: both branches of an `if` are there, and what a command
/// would print ("$(…)", "`…`") stays as it is written. Any bytes are answered.
std::vector<ShellCommand> shell_commands(std::string_view script);

/// One word for a shell, in single quotes where it needs them.
std::string shell_quoted(std::string_view word);

/// Whether a value was left as a script wrote it, because only running it would tell.
bool is_computed(std::string_view value);

}  // namespace inland::user_data
