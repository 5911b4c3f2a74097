// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inland::user_data {

/// The header lines of a MIME message or part (RFC 5322), names in lower case, folded lines joined.
struct MimeHead {
    std::map<std::string, std::string> fields;
    std::size_t body_at = 0;  ///< where the text after the blank line begins

    [[nodiscard]] std::string field(const std::string& name) const;
};

/// Nothing when the text does not begin with header lines and a blank line.
std::optional<MimeHead> read_head(std::string_view text);

/// "multipart/mixed; boundary=\"//\"" (RFC 2045): type in lower case, parameters by name.
struct MediaType {
    std::string type;
    std::map<std::string, std::string> parameters;
};
MediaType media_type_of(std::string_view field);

std::string lower_case(std::string_view text);
std::string_view trimmed(std::string_view text);

/// Takes the first line, without its end, off `rest`.
std::string_view take_line(std::string_view& rest);

}  // namespace inland::user_data
