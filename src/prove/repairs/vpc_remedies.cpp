// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/remedy.h"
#include "prove/repairs/snippets.h"

#include <fmt/format.h>

namespace inland::prove {

namespace {

using topology::Attribute;
using topology::Vpc;

std::vector<Remedy> turn_on(const Complaint& complaint, std::string_view name,
                            std::string_view attribute_name, Attribute<bool> Vpc::* attribute) {
    const auto* vpc = named<Vpc>(complaint, complaint.blocker.cause.resource);
    if (vpc == nullptr)
        return {};
    return {{say(fmt::format("turn on {} of {}", name, resource_name(*vpc)), *vpc,
                 snippets::vpc_switch(*vpc, attribute_name)),
             [key = vpc->key, attribute](topology::Topology& topology) {
                 topology.all<Vpc>()[key].*attribute = true;
             }}};
}

}  // namespace

std::vector<Remedy> turn_on_dns_support(const Complaint& complaint) {
    return turn_on(complaint, "enableDnsSupport", "enable_dns_support", &Vpc::enable_dns_support);
}

std::vector<Remedy> turn_on_dns_hostnames(const Complaint& complaint) {
    return turn_on(complaint, "enableDnsHostnames", "enable_dns_hostnames",
                   &Vpc::enable_dns_hostnames);
}

std::vector<Remedy> ask_amazon_dns(const Complaint& complaint) {
    const auto* vpc = named<Vpc>(complaint, complaint.blocker.cause.resource);
    const auto* options =
        vpc ? complaint.scene.network.topology().find(vpc->dhcp_options) : nullptr;
    if (options == nullptr)
        return {};
    return {{fmt::format("set the domain name servers of {} to AmazonProvidedDNS",
                         resource_name(*options)),
             [key = options->key](topology::Topology& topology) {
                 topology.all<topology::DhcpOptions>()[key].domain_name_servers =
                     std::vector<std::string>{"AmazonProvidedDNS"};
             }}};
}

std::vector<Remedy> use_amazon_domain(const Complaint& complaint) {
    const std::string& region = complaint.scene.network.topology().region;
    const std::string domain =
        region == "us-east-1" ? "ec2.internal" : region + ".compute.internal";
    return {
        {fmt::format("set the domain name of {} to {}", complaint.blocker.cause.resource, domain),
         [key = complaint.blocker.key, domain](topology::Topology& topology) {
             topology.all<topology::DhcpOptions>()[key].domain_name = domain;
         }}};
}

}  // namespace inland::prove
