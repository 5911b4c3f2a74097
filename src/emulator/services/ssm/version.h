// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "emulator/service.h"

#include <string>
#include <string_view>

/// The versions of a parameter: its record is the newest, the others stand in "_history".
namespace inland::emulator {

/// "/name:3" and "/name:label" select a version of "/name".
struct Selected {
    std::string name;
    std::string selector;  ///< ":3", or ""
};
Selected select_version(std::string_view text);

/// The newest version, or the one of that number or label (":3", ":label"); nullptr for none.
const json::object* version_of(const json::object& parameter, std::string_view selector);

/// What is shown of a version: the value of a SecureString only to those who ask to decrypt it.
json::object shown_value(const Call& call, json::object parameter);

/// Puts the version that is about to be overwritten into the history; a hundred are kept.
void remember_version(json::object& parameter);

}  // namespace inland::emulator
