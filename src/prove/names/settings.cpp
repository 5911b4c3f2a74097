// SPDX-License-Identifier: Apache-2.0
#include "prove/names/settings.h"

#include "prove/cause_kinds.h"

#include <algorithm>

namespace inland::prove {

namespace {

using topology::Knowledge;

Knowledge switched(const std::optional<bool>& on) {
    if (!on)
        return Knowledge::Unknown;
    return *on ? Knowledge::Known : Knowledge::Absent;
}

/// The VPC's resolver by any of its addresses (VPC-SEMANTICS 1.10).
bool is_amazon(const std::string& server, const VpcView& vpc) {
    if (server == "AmazonProvidedDNS" || server == "169.254.169.253")
        return true;
    return !vpc.blocks.empty() && server == vpc.blocks.front().at(2).text();
}

Knowledge servers_of(const Network& network, const VpcView& vpc) {
    const auto& reference = vpc.vpc->dhcp_options;
    if (reference.is_absent())
        return Knowledge::Known;
    const auto* options = network.topology().find(reference);
    if (options == nullptr || options->domain_name_servers.is_unknown())
        return Knowledge::Unknown;
    if (options->domain_name_servers.is_absent())
        return Knowledge::Known;
    const bool asks_amazon =
        std::ranges::any_of(options->domain_name_servers.value(),
                            [&](const std::string& server) { return is_amazon(server, vpc); });
    return asks_amazon ? Knowledge::Known : Knowledge::Absent;
}

void explain(Settings& settings, const VpcView& vpc, Knowledge knowledge, std::string_view kind,
             std::string off, std::string fact) {
    const std::string& name = resource_name(*vpc.vpc);
    if (knowledge == Knowledge::Absent)
        settings.causes.push_back(cause_of(kind, name, std::move(off)));
    if (knowledge == Knowledge::Unknown)
        settings.causes.push_back(missing_of(name, std::move(fact)));
}

}  // namespace

Settings settings_of(const Network& network, const VpcView& vpc) {
    Settings settings;
    settings.support = switched(vpc.vpc->enable_dns_support.value_or_default(true));
    settings.hostnames = switched(vpc.vpc->enable_dns_hostnames.value_or_default(false));
    settings.servers = servers_of(network, vpc);
    explain(settings, vpc, settings.support, cause_kind::vpc_dns_support_off,
            "enableDnsSupport is off, so the VPC has no resolver", "enableDnsSupport");
    explain(settings, vpc, settings.hostnames, cause_kind::vpc_dns_hostnames_off,
            "enableDnsHostnames is off, so private names do not resolve", "enableDnsHostnames");
    explain(settings, vpc, settings.servers, cause_kind::dhcp_dns_servers,
            "its DHCP options do not name AmazonProvidedDNS", "the DHCP options' name servers");
    return settings;
}

}  // namespace inland::prove
