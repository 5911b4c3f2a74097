// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/route53/name_servers.h"

#include "core/crypto.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::route53 {

namespace {

/// "ns-1337.awsdns-39.org": each domain has 512 servers, eight to a subdomain.
constexpr int servers_of_domain = 512;
constexpr int servers_of_subdomain = 8;
constexpr std::array<std::string_view, 4> domains{"com", "net", "org", "co.uk"};

std::string name_server(std::size_t domain, int server) {
    return fmt::format("ns-{}.awsdns-{:02}.{}",
                       static_cast<int>(domain) * servers_of_domain + server,
                       server / servers_of_subdomain, domains.at(domain));
}

json::object record_set(const std::string& name, std::string_view type, int ttl,
                        const std::vector<std::string>& values) {
    json::array records;
    for (const auto& value : values)
        records.push_back(json::object{{"Value", value}});
    return {{"Name", name}, {"Type", type}, {"TTL", ttl}, {"ResourceRecords", std::move(records)}};
}

}  // namespace

std::vector<std::string> public_name_servers(std::string_view zone_id) {
    const auto digest = sha256(zone_id);
    std::vector<std::string> servers;
    for (std::size_t domain = 0; domain < domains.size(); ++domain)
        servers.push_back(name_server(
            domain, (digest.at(2 * domain) * 256 + digest.at(2 * domain + 1)) % servers_of_domain));
    return servers;
}

std::vector<std::string> private_name_servers() {
    std::vector<std::string> servers;
    for (std::size_t domain = 0; domain < domains.size(); ++domain)
        servers.push_back(name_server(domain, 0));
    return servers;
}

json::array first_records(const std::string& zone, const std::vector<std::string>& name_servers) {
    constexpr int ns_ttl = 172800;
    constexpr int soa_ttl = 900;
    std::vector<std::string> absolute;
    for (const auto& server : name_servers)
        absolute.push_back(server + ".");
    const auto soa = absolute.front() + " awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400";
    return {record_set(zone, "NS", ns_ttl, absolute), record_set(zone, "SOA", soa_ttl, {soa})};
}

}  // namespace inland::emulator::route53
