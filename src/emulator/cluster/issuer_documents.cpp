// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/issuer_documents.h"

#include "emulator/cluster/token_issuer.h"
#include "emulator/services/records.h"

#include <array>

namespace inland::emulator {

namespace {

constexpr std::string_view issuers = "/id/";

using Document = json::object (*)(World& world, const RecordKey& cluster);

struct DocumentRow {
    std::string_view path;
    Document document;
};

json::object discovery(World& world, const RecordKey& cluster) {
    return discovery_document(*world.store().find(cluster));
}

constexpr std::array documents{DocumentRow{"/.well-known/openid-configuration", discovery},
                               DocumentRow{"/keys", key_set}};

/// The cluster whose issuer ends with that path.
std::optional<RecordKey> cluster_of_path(const World& world, std::string_view path) {
    for (const auto& [key, cluster] : world.store().list_everywhere(kind::cluster))
        if (path.size() > issuers.size() &&
            string_or_empty(*cluster, "identity.oidc.issuer").ends_with(path))
            return key;
    return std::nullopt;
}

}  // namespace

bool is_for_issuer(const http::Request& request) {
    return request.method == "GET" && request.raw_path().starts_with(issuers);
}

http::Response answer_as_issuer(World& world, const http::Request& request) {
    constexpr int not_found = 404;
    const auto path = request.raw_path();
    for (const auto& row : documents) {
        if (!path.ends_with(row.path))
            continue;
        const auto cluster = cluster_of_path(world, path.substr(0, path.size() - row.path.size()));
        if (cluster)
            return {200,
                    {{"Content-Type", "application/json"}},
                    json::serialize(row.document(world, *cluster))};
    }
    return {not_found, {{"Content-Type", "application/json"}}, R"({"message":"Not Found"})"};
}

}  // namespace inland::emulator
