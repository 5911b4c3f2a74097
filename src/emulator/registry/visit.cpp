// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/visit.h"

#include "emulator/registry/access.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace inland::emulator::registry {

std::string Visit::query(std::string_view name) const {
    for (auto& [key, value] : http::parse_form(request.raw_query()))
        if (key == name)
            return value;
    return "";
}

Result<void> admit(const Visit& visit, std::string_view action) {
    if (visit.target.address.kind == RegistryKind::Ecr)
        return authorize(visit.world, visit.caller, visit.repository(), action);
    if (action == "ecr:BatchGetImage" || action == "ecr:GetDownloadUrlForLayer")
        return {};
    return failure(
        ErrorKind::AccessDenied,
        fmt::format("Inland's stand-in for {} takes no changes", visit.target.address.host),
        "DENIED", 403);
}

Result<Digest> digest_in(const std::string& text) {
    if (auto digest = Digest::parse(text))
        return *std::move(digest);
    return failure(ErrorKind::InvalidInput, "provided digest is not a sha256 digest",
                   "DIGEST_INVALID", 400);
}

Answer page_of(const Visit& visit, std::string_view member, const std::vector<std::string>& names,
               json::object document) {
    constexpr std::size_t most = 1000;
    std::size_t count = most;
    const auto wanted = visit.query("n");
    std::from_chars(wanted.data(), wanted.data() + wanted.size(), count);
    count = std::min(count, most);
    const auto last = visit.query("last");
    auto name = last.empty() ? names.begin() : std::ranges::upper_bound(names, last);
    json::array page;
    for (; name != names.end() && page.size() < count; ++name)
        page.emplace_back(*name);
    http::Headers headers{{"Content-Type", "application/json; charset=utf-8"}};
    if (name != names.end() && !page.empty())
        headers.add("Link", fmt::format("<{}?last={}&n={}>; rel=\"next\"", visit.request.raw_path(),
                                        http::percent_encode(*std::prev(name)), count));
    document[member] = std::move(page);
    return {.response = {
                .status = 200, .headers = std::move(headers), .body = json::serialize(document)}};
}

}  // namespace inland::emulator::registry
