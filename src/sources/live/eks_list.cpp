// SPDX-License-Identifier: Apache-2.0
#include "sources/live/eks_list.h"

namespace inland::sources::live {
namespace {

Result<void> add_described(const Reading& reading, const EksList& what, const std::string& cluster,
                           json::array& found) {
    const auto names =
        TRY(reading.list("eks", what.list_operation, what.names, {{"clusterName", cluster}}));
    for (const auto& name : names) {
        auto answer = reading.call("eks", what.describe_operation,
                                   {{"clusterName", cluster}, {what.name_member, name}});
        if (!answer && is_gone(answer.error()))
            continue;
        const auto described = TRY(std::move(answer));
        found.push_back(find_object(described, what.document));
    }
    return {};
}

}  // namespace

Result<json::array> list_eks(const Reading& reading, const EksList& what) {
    json::array found;
    for (const auto& [key, cluster] : reading.topology.all<topology::Cluster>())
        if (what.applies == nullptr || what.applies(cluster))
            TRY_VOID(add_described(reading, what, cluster.id, found));
    return found;
}

std::string key_within(const json::value& document, std::string_view name) {
    return string_or_empty(document, "clusterName") + "/" + std::string(name);
}

}  // namespace inland::sources::live
