// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::design {
namespace {

using topology::AccessEntry;

/// The last part of the ARN, with the account where two admins would have the same.
std::string entry_name(const Drawing& drawing, const std::string& arn) {
    const auto name = arn.substr(arn.rfind('/') + 1);
    const auto taken = refer<AccessEntry>(name).key;
    if (drawing.topology().find<AccessEntry>(taken) == nullptr)
        return name;
    auto all = arn.substr(std::string_view("arn:").size());
    std::ranges::replace(all, ':', '-');
    return all;
}

}  // namespace

void design_access(Drawing& drawing) {
    const auto& admins = drawing.spec.admins;
    for (std::size_t index = 0; index < admins.size(); ++index) {
        const auto& admin = admins[index];
        auto entry = make<AccessEntry>(drawing, entry_name(drawing, admin.value),
                                       {fmt::format("spec.admins[{}]", index), admin.place,
                                        fmt::format("{} administers the cluster", admin.value)});
        entry.cluster = refer<topology::Cluster>(drawing.spec.name.value);
        entry.principal_arn = {admin.value, admin.place};
        entry.entry_type = "STANDARD";
        entry.policies = std::vector{drawing.expand(
            "arn:{partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy")};
        drawing.topology().add(std::move(entry));
    }
}

}  // namespace inland::design
