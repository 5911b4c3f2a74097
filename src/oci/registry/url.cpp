// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/url.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr std::size_t longest_url = std::size_t{16} * 1024;

bool is_visible(char character) {
    return character > ' ' && character < '\x7f';
}

std::unexpected<Error> no_url(std::string_view text) {
    const bool safe = std::ranges::all_of(text, is_visible);
    constexpr std::size_t shown = 100;
    return failure(ErrorKind::InvalidInput, fmt::format("\"{}\" is no http or https URL",
                                                        safe ? text.substr(0, shown) : "..."));
}

}  // namespace

Result<Url> split_url(std::string_view text) {
    const auto scheme = text.find("://");
    const bool known = text.starts_with("http://") || text.starts_with("https://");
    if (!known || text.size() > longest_url || !std::ranges::all_of(text, is_visible))
        return no_url(text);
    const auto host = scheme + 3;
    const auto end = std::min(text.find_first_of("/?#", host), text.size());
    const auto authority = text.substr(host, end - host);
    if (authority.empty() || authority.contains('@') || authority.contains('\\'))
        return no_url(text);
    auto target = text.substr(end);
    target = target.substr(0, target.find('#'));
    return Url{std::string(text.substr(0, end)),
               (target.starts_with('/') ? "" : "/") + std::string(target)};
}

Result<Url> resolve_location(const Url& base, std::string_view location) {
    if (location.starts_with("//"))
        return split_url(base.origin.substr(0, base.origin.find("//")) + std::string(location));
    if (location.starts_with('/'))
        return split_url(base.origin + std::string(location));
    if (location.starts_with('?'))
        return split_url(base.origin + base.target.substr(0, base.target.find('?')) +
                         std::string(location));
    return split_url(location);
}

}  // namespace inland::oci
