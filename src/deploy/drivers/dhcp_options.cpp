// SPDX-License-Identifier: Apache-2.0
#include "deploy/drivers/calls.h"
#include "deploy/drivers/drivers.h"
#include "deploy/drivers/ec2.h"

namespace inland::deploy {
namespace {

using topology::DhcpOptions;

constexpr drivers::Ec2Type dhcp_options = {.describe = "DescribeDhcpOptions",
                                           .list = "DhcpOptions",
                                           .id = "DhcpOptionsId",
                                           .ids_member = "DhcpOptionsIds",
                                           .resource_type = "dhcp-options"};

json::array configurations(const DhcpOptions& desired) {
    json::array settings;
    if (desired.domain_name.is_known()) {
        settings.push_back(
            json::object{{"Key", "domain-name"},
                         {"Values", json::array{json::value(desired.domain_name.value())}}});
    }
    if (desired.domain_name_servers.is_known()) {
        settings.push_back(
            json::object{{"Key", "domain-name-servers"},
                         {"Values", drivers::json_list(desired.domain_name_servers.value())}});
    }
    return settings;
}

Result<std::string> create(Context& context, const DhcpOptions& desired) {
    return drivers::create_once(context, dhcp_options, desired,
                                {"CreateDhcpOptions",
                                 {{"DhcpConfigurations", configurations(desired)}},
                                 "DhcpOptions.DhcpOptionsId"});
}

Result<void> attach(Context& context, const DhcpOptions& desired, const DhcpOptions* observed) {
    return drivers::put_tags(context, context.id_of(DhcpOptions::type, desired.key), desired.tags,
                             observed);
}

Result<void> remove(Context& context, const DhcpOptions& observed) {
    return drivers::remove(context, "ec2", "DeleteDhcpOptions", {{"DhcpOptionsId", observed.id}});
}

}  // namespace

template <>
const Operations<DhcpOptions>& operations() {
    static constexpr Operations<DhcpOptions> row = {
        .create = create, .attach = attach, .remove = remove};
    return row;
}

}  // namespace inland::deploy
