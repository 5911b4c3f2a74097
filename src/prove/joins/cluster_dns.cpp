// SPDX-License-Identifier: Apache-2.0
#include "prove/joins/cluster_dns.h"

namespace inland::prove {

namespace {

constexpr std::uint32_t dns_place = 10;
constexpr Ipv4Prefix ten_network{Ipv4Address{std::uint32_t{10} << 24U}, 8};
constexpr Ipv4Prefix services_beside_ten{Ipv4Address{0xac140000}, 16};  // 172.20.0.0/16
constexpr Ipv4Prefix services_in_ten{Ipv4Address{0x0a640000}, 16};      // 10.100.0.0/16

Ipv4Prefix default_services(const Party& node) {
    const bool in_ten = !node.addresses.empty() && node.addresses.front().is_ipv4() &&
                        ten_network.contains(node.addresses.front().first.ipv4());
    return in_ten ? services_beside_ten : services_in_ten;
}

template <typename T>
std::optional<T> value_of(Result<T> result) {
    if (!result)
        return std::nullopt;
    return *result;
}

}  // namespace

std::optional<Ipv4Address> cluster_dns_of(const topology::Cluster& cluster) {
    if (!cluster.service_cidr.is_known())
        return std::nullopt;
    return cluster.service_cidr.value().at(dns_place);
}

std::optional<Ipv4Address> told_cluster_dns(const user_data::NodeSettings& settings,
                                            const NodeSource& node) {
    if (!settings.cluster_dns.empty())
        return value_of(Ipv4Address::parse(settings.cluster_dns));
    if (settings.service_cidr.empty())
        return default_services(node.party).at(dns_place);
    const auto services = value_of(Ipv4Prefix::parse_canonicalizing(settings.service_cidr));
    return services ? std::optional(services->at(dns_place)) : std::nullopt;
}

std::string origin_of_dns(const user_data::NodeSettings& settings) {
    if (!settings.cluster_dns.empty())
        return "as the user data says";
    if (!settings.service_cidr.empty())
        return "from the service network " + settings.service_cidr + " in the user data";
    return "a guess, as the user data says nothing of it";
}

}  // namespace inland::prove
