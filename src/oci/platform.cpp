// SPDX-License-Identifier: Apache-2.0
#include "oci/platform.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

namespace inland::oci {

namespace {

bool is_word(std::string_view text) {
    constexpr std::size_t longest = 64;
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
               character == '_' || character == '.' || character == '-';
    });
}

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    for (;;) {
        const auto slash = text.find('/');
        parts.emplace_back(text.substr(0, std::min(slash, text.size())));
        if (slash == text.npos)
            return parts;
        text.remove_prefix(slash + 1);
    }
}

/// arm64 without a variant is its version 8 (containerd's normalisation).
std::string_view variant_of(const Platform& platform) {
    return platform.architecture == "arm64" && platform.variant.empty()
               ? "v8"
               : std::string_view(platform.variant);
}

bool same_or_open(std::string_view wanted, std::string_view offered) {
    return wanted.empty() || wanted == offered;
}

}  // namespace

Result<Platform> Platform::parse(std::string_view text) {
    const auto parts = parts_of(text);
    constexpr std::size_t fewest = 2;
    constexpr std::size_t most = 3;
    if (parts.size() < fewest || parts.size() > most || !std::ranges::all_of(parts, is_word))
        return failure(ErrorKind::InvalidInput,
                       fmt::format("\"{}\" is not a platform; linux/amd64 and linux/arm/v7 are",
                                   text.substr(0, 100)));
    return Platform{parts[0], parts[1], parts.size() == most ? parts[2] : ""};
}

std::string Platform::text() const {
    return fmt::format("{}/{}{}{}", os, architecture, variant.empty() ? "" : "/", variant);
}

std::string text_of(const std::vector<Platform>& platforms) {
    std::string all;
    for (const auto& platform : platforms)
        all += (all.empty() ? "" : ", ") + platform.text();
    return all;
}

bool matches(const Platform& wanted, const Platform& offered) {
    return wanted.os == offered.os && wanted.architecture == offered.architecture &&
           (wanted.variant.empty() || variant_of(wanted) == variant_of(offered)) &&
           same_or_open(wanted.os_version, offered.os_version);
}

Platform read_platform(const json::object& object) {
    const auto* version = object.if_contains("os.version");
    return {string_or_empty(object, "os"), string_or_empty(object, "architecture"),
            string_or_empty(object, "variant"),
            version != nullptr && version->is_string() ? std::string(version->get_string()) : ""};
}

json::object to_json(const Platform& platform) {
    json::object object{{"architecture", platform.architecture}, {"os", platform.os}};
    if (!platform.os_version.empty())
        object["os.version"] = platform.os_version;
    if (!platform.variant.empty())
        object["variant"] = platform.variant;
    return object;
}

}  // namespace inland::oci
