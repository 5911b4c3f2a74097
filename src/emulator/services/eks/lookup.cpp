// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/eks/lookup.h"

#include "emulator/services/members.h"
#include "emulator/services/page.h"
#include "emulator/services/records.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace inland::emulator {

std::unexpected<Error> invalid_parameter(std::string message) {
    return refuse("InvalidParameterException", std::move(message));
}

std::unexpected<Error> invalid_request(std::string message) {
    return refuse("InvalidRequestException", std::move(message));
}

std::unexpected<Error> eks_in_use(std::string message) {
    constexpr int conflict = 409;
    return refuse("ResourceInUseException", std::move(message), conflict);
}

std::unexpected<Error> eks_not_found(std::string message) {
    constexpr int not_found = 404;
    return refuse("ResourceNotFoundException", std::move(message), not_found);
}

RecordKey cluster_key(const Scope& scope, std::string_view name) {
    return {scope, std::string(kind::cluster), std::string(name)};
}

Result<const json::object*> find_cluster(const Call& call, std::string_view member) {
    const auto name = text_of(call.input, member);
    const auto* cluster = call.world.store().find(cluster_key(call.scope(), name));
    if (cluster == nullptr)
        return eks_not_found(fmt::format("No cluster found for name: {}.", name));
    return cluster;
}

Result<const json::object*> find_active_cluster(const Call& call, std::string_view member) {
    const auto* cluster = TRY(find_cluster(call, member));
    const auto status = text_of(*cluster, "status");
    if (status != "ACTIVE" && status != "UPDATING")
        return invalid_request(fmt::format("Cluster '{}' is not in ACTIVE status (it is {})",
                                           text_of(call.input, member), status));
    return cluster;
}

Result<json::object> eks_page(const Call& call, std::string_view list, json::array items) {
    constexpr std::int64_t greatest = 100;
    const auto size = number_of(call.input, "maxResults", greatest);
    if (size < 1 || size > greatest)
        return invalid_parameter("maxResults must be between 1 and 100");
    auto page = TRY(take_page(std::move(items), text_of(call.input, "nextToken"),
                              static_cast<std::size_t>(size), "InvalidParameterException"));
    json::object output{{list, std::move(page.items)}};
    if (!page.next_token.empty())
        output["nextToken"] = page.next_token;
    return output;
}

json::array children_of(const World& world, const Scope& scope, std::string_view kind,
                        std::string_view cluster) {
    const auto prefix = cluster_child(cluster, "");
    json::array names;
    for (const auto& [id, document] : world.store().list(scope, kind))
        if (id.starts_with(prefix))
            names.emplace_back(id.substr(prefix.size()));
    return names;
}

Result<void> check_eks_name(std::string_view what, std::string_view name) {
    constexpr std::size_t longest = 100;
    const auto sound = [](unsigned char letter) {
        return std::isalnum(letter) != 0 || letter == '-' || letter == '_';
    };
    if (name.empty() || name.size() > longest ||
        std::isalnum(static_cast<unsigned char>(name.front())) == 0 ||
        !std::ranges::all_of(name, sound))
        return invalid_parameter(
            fmt::format("The {} name must contain only letters, digits, hyphens and underscores, "
                        "begin with a letter or digit and have at most {} characters: '{}'",
                        what, longest, name));
    return {};
}

}  // namespace inland::emulator
