// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/eks_list.h"
#include "sources/live/readers.h"

namespace inland::sources::live {

Result<void> read_addons(Reading& reading) {
    constexpr EksList list = {.list_operation = "ListAddons",
                              .names = "addons",
                              .describe_operation = "DescribeAddon",
                              .name_member = "addonName",
                              .document = "addon"};
    for (const auto& document : TRY(list_eks(reading, list))) {
        auto addon = resource_of<topology::Addon>(string_or_empty(document, "addonName"),
                                                  tag_map(document, "tags"));
        addon.key = key_within(document, addon.id);
        addon.cluster = reference<topology::Cluster>(document, "clusterName");
        addon.addon_name = addon.id;
        addon.version = text(document, "addonVersion");
        addon.configuration = text(document, "configurationValues");
        addon.service_account_role = reference<topology::Role>(document, "serviceAccountRoleArn");
        addon.state = text(document, "status");
        reading.topology.add(std::move(addon));
    }
    return {};
}

}  // namespace inland::sources::live
