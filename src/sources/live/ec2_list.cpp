// SPDX-License-Identifier: Apache-2.0
#include "sources/live/ec2_list.h"

#include "topology/ownership.h"

#include <algorithm>
#include <iterator>

namespace inland::sources::live {
namespace {

bool is_leaving(const json::value& document) {
    const auto state = string_or_empty(document, "State");
    return state == "deleting" || state == "deleted" || state == "Deleting" || state == "Deleted";
}

Result<void> add_filtered(const Reading& reading, const Ec2List& what, json::value filter,
                          json::array& found) {
    json::object input{{what.filters_member, json::array{std::move(filter)}}};
    auto documents = TRY(reading.list("ec2", what.operation, what.list, std::move(input)));
    std::ranges::move(documents, std::back_inserter(found));
    return {};
}

Result<json::array> list_of_cluster(const Reading& reading, const Ec2List& what) {
    json::array found;
    if (what.by_tag) {
        const auto tag = "tag:" + std::string(topology::cluster_tag);
        TRY_VOID(add_filtered(reading, what, ec2_filter(tag, {reading.options.cluster}), found));
    }
    if (!what.network_filter.empty() && !reading.vpcs.empty()) {
        auto filter = ec2_filter(what.network_filter, reading.vpcs);
        TRY_VOID(add_filtered(reading, what, std::move(filter), found));
    }
    return found;
}

}  // namespace

Result<json::array> list_ec2(const Reading& reading, const Ec2List& what) {
    auto found = TRY(reading.everything() ? reading.list("ec2", what.operation, what.list)
                                          : list_of_cluster(reading, what));
    json::array staying(found.storage());
    for (auto& document : found) {
        if (!is_leaving(document))
            staying.push_back(std::move(document));
    }
    return staying;
}

Result<void> each_ec2(const Reading& reading, const Ec2List& what,
                      const std::function<void(const json::value& document)>& visit) {
    const auto& kept = reading.options.kept;
    const auto* whole = reading.everything() && kept ? kept(what.operation, what.list) : nullptr;
    if (whole == nullptr) {
        std::ranges::for_each(TRY(list_ec2(reading, what)), visit);
        return {};
    }
    for (const auto& document : *whole)
        if (!is_leaving(document))
            visit(document);
    return {};
}

}  // namespace inland::sources::live
