// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/route.h"

#include "http/message.h"

#include <algorithm>
#include <array>
#include <vector>

namespace inland::emulator::registry {

namespace {

using Parts = std::vector<std::string>;

Parts split(std::string_view path) {
    Parts parts;
    while (!path.empty()) {
        const auto slash = std::min(path.find('/'), path.size());
        parts.push_back(http::percent_decode(path.substr(0, slash)));
        path.remove_prefix(std::min(slash + 1, path.size()));
        if (path.empty() && slash == 0)
            break;
    }
    return parts;
}

/// How a path ends, after the repository's name; "*" stands for the reference.
struct Ending {
    Resource resource;
    std::array<std::string_view, 3> parts;  ///< "" where there are fewer, at the front
};
constexpr std::array endings = std::to_array<Ending>({
    {Resource::Upload, {"blobs", "uploads", "*"}},
    {Resource::Uploads, {"", "blobs", "uploads"}},
    {Resource::Manifest, {"", "manifests", "*"}},
    {Resource::Blob, {"", "blobs", "*"}},
    {Resource::Tags, {"", "tags", "list"}},
    {Resource::Referrers, {"", "referrers", "*"}},
});

std::size_t length_of(const Ending& ending) {
    return ending.parts.size() - static_cast<std::size_t>(std::ranges::count(ending.parts, ""));
}

bool ends_with(const Parts& parts, const Ending& ending) {
    const auto length = length_of(ending);
    if (parts.size() <= length)
        return false;
    return std::equal(ending.parts.end() - static_cast<std::ptrdiff_t>(length), ending.parts.end(),
                      parts.end() - static_cast<std::ptrdiff_t>(length),
                      [](std::string_view expected, const std::string& part) {
                          return expected == "*" ? !part.empty() : expected == part;
                      });
}

std::string join(const Parts& parts, std::size_t count) {
    std::string name;
    for (std::size_t index = 0; index < count; ++index)
        name += (index == 0 ? "" : "/") + parts[index];
    return name;
}

bool is_separator(char letter) {
    return letter == '.' || letter == '_' || letter == '-';
}

bool is_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

/// [a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*
bool is_component(std::string_view text) {
    if (text.empty() || !is_letter(text.front()) || !is_letter(text.back()))
        return false;
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && is_separator(text[end]))
            ++end;
        const auto mark = text.substr(at, end - at);
        const bool dashes = mark.find_first_not_of('-') == std::string_view::npos;
        if (!dashes && mark != "." && mark != "_" && mark != "__")
            return false;
        if (end == at && !is_letter(text[at]))
            return false;
        at = end == at ? at + 1 : end;
    }
    return true;
}

}  // namespace

std::optional<Route> parse_route(std::string_view raw_path) {
    constexpr std::string_view root = "/v2";
    if (!raw_path.starts_with(root))
        return std::nullopt;
    raw_path.remove_prefix(root.size());
    if (raw_path.empty() || raw_path == "/")
        return Route{};
    if (raw_path.front() != '/')
        return std::nullopt;
    const auto parts = split(raw_path.substr(1));
    if (parts.size() == 1 && parts.front() == "_catalog")
        return Route{.resource = Resource::Catalog};
    for (const auto& ending : endings)
        if (ends_with(parts, ending))
            return Route{.resource = ending.resource,
                         .name = join(parts, parts.size() - length_of(ending)),
                         .reference = ending.parts.back() == "*" ? parts.back() : ""};
    return std::nullopt;
}

bool is_repository_name(std::string_view text) {
    constexpr std::size_t shortest = 2;
    constexpr std::size_t longest = 256;
    if (text.size() < shortest || text.size() > longest)
        return false;
    while (true) {
        const auto slash = text.find('/');
        if (!is_component(text.substr(0, slash)))
            return false;
        if (slash == std::string_view::npos)
            return true;
        text.remove_prefix(slash + 1);
    }
}

}  // namespace inland::emulator::registry
