// SPDX-License-Identifier: Apache-2.0
#include "user_data/bottlerocket.h"

#include <sstream>

#include <toml++/toml.h>

namespace inland::user_data {

namespace {

Result<toml::table> parsed(std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const std::exception&) {
        return failure(ErrorKind::InvalidInput, "User data was not in the TOML format.");
    }
}

void merge_into(toml::table& target, const toml::table& change) {
    for (const auto& [key, value] : change) {
        auto* const known = target.get_as<toml::table>(key.str());
        if (known != nullptr && value.is_table())
            merge_into(*known, *value.as_table());
        else
            target.insert_or_assign(key.str(), value);
    }
}

}  // namespace

Result<std::string> merge_bottlerocket(std::string_view own, std::string_view managed) {
    auto whole = TRY(parsed(own));
    merge_into(whole, TRY(parsed(managed)));
    std::ostringstream text;
    text << whole << "\n";
    return text.str();
}

}  // namespace inland::user_data
