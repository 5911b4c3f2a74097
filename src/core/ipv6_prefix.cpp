// SPDX-License-Identifier: Apache-2.0
#include "core/ipv6_prefix.h"

#include <charconv>

#include <fmt/format.h>

namespace inland {

Result<Ipv6Prefix> Ipv6Prefix::parse(std::string_view text) {
    const auto refused = [&] {
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" is not an IPv6 CIDR block such as fd00::/64", text));
    };
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return refused();
    const auto address = IpAddress::parse(text.substr(0, slash));
    const auto digits = text.substr(slash + 1);
    int length = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    const bool is_number = error == std::errc{} && end == digits.data() + digits.size();
    if (!address || address->is_ipv4() || !is_number || length < 0 || length > 128)
        return refused();
    return Ipv6Prefix(*address, length);
}

std::string Ipv6Prefix::text() const {
    return fmt::format("{}/{}", base_.text(), length_);
}

}  // namespace inland
