// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/tags.h"

#include "core/json.h"

namespace inland::oci {

namespace {

constexpr int ok = 200;
/// Of a thousand tags each, where registries give so many.
constexpr int most_pages = 10;

}  // namespace

std::optional<std::string_view> next_page(const http::Response& answer) {
    const auto link = answer.headers.get("Link");
    const auto end = link ? link->find('>') : std::string_view::npos;
    if (end == std::string_view::npos || !link->starts_with('<') || !link->contains("rel=\"next\""))
        return std::nullopt;
    return link->substr(1, end - 1);
}

Result<std::optional<std::set<std::string, std::less<>>>> list_tags(RegistrySession& session,
                                                                    std::string_view repository,
                                                                    std::string_view beginning,
                                                                    const std::stop_token& stop) {
    std::set<std::string, std::less<>> tags;
    auto url = session.url(repository, "tags/list?n=1000");
    for (int pages = 0; pages < most_pages; ++pages) {
        const ApiCall call{.url = url, .scopes = {{std::string(repository), Access::Pull}}};
        const auto answer = TRY(session.call(call, stop));
        const auto document =
            answer.status == ok ? parse_json(answer.body) : Result<json::value>(json::value());
        if (!document || !document->is_object())
            return std::nullopt;
        for (const auto& tag : find_array(document->get_object(), "tags"))
            if (tag.is_string() && std::string_view(tag.get_string()).starts_with(beginning))
                tags.emplace(tag.get_string());
        const auto next = next_page(answer);
        if (!next)
            return tags;
        url = TRY(resolve_location(url, *next));
    }
    return std::nullopt;
}

}  // namespace inland::oci
