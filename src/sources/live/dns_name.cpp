// SPDX-License-Identifier: Apache-2.0
#include "sources/live/dns_name.h"

namespace inland::sources::live {

std::string dns_name(std::string_view text) {
    constexpr std::string_view escaped_star = "\\052";
    std::string name(text);
    if (name.ends_with('.'))
        name.pop_back();
    if (name.starts_with(escaped_star))
        name.replace(0, escaped_star.size(), "*");
    return name;
}

Result<void> or_missing(Reading& reading, std::string_view type, Result<void> done) {
    if (done || done.error().kind != ErrorKind::AccessDenied)
        return done;
    reading.topology.missing.emplace_back(type);
    return {};
}

}  // namespace inland::sources::live
