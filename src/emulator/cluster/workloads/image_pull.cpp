// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/image_pull.h"

#include "emulator/cluster/name_answer.h"
#include "emulator/cluster/workloads/image_content.h"
#include "emulator/cluster/workloads/image_names.h"
#include "emulator/machine/observed_network.h"
#include "emulator/services/client_names.h"
#include "prove/packets/connect.h"
#include "user_data/registry_trust.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::uint16_t https_port = 443;

/// Which address a public name has does not matter to the emulated network; one of the internet's
/// stands for all (203.0.113.7, RFC 5737).
constexpr Ipv4Address somewhere_public{0xcb007107};

struct Machine {
    const prove::Network& network;
    const prove::MachinePlace& place;
};

std::uint16_t parse_port(std::string_view digits) {
    std::uint16_t port = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return port;
}

std::string without_blanks(std::string text) {
    std::erase_if(text, [](char each) { return each == '\n' || each == '\r' || each == ' '; });
    return text;
}

/// Whether the machine's user data makes containerd trust whom the registry's certificate is of.
bool believes(const World& world, const prove::MachinePlace& machine, const std::string& registry,
              const std::string& host) {
    const auto authority = client_authority_of(world, host);
    if (authority.empty())
        return true;
    const auto system = user_data::operating_system_of(machine.operating_system);
    const auto trusted = system ? user_data::trusted_certificates(
                                      machine.user_data.bytes.value_or(""), registry, *system)
                                : std::string();
    return without_blanks(trusted).find(without_blanks(authority)) != std::string::npos;
}

/// What a pull from ECR needs, in order, and what containerd says when it fails there. {image} is
/// the whole reference, {registry} its host, {repository} what is between, {region} the node's.
struct PullStep {
    std::string_view flow;
    std::string_view words;
};
constexpr std::array ecr_steps{
    PullStep{
        "node.ecr-api",
        "failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": "
        "unexpected status from HEAD request to https://{registry}/v2/{repository}: 401 "
        "Unauthorized: no basic auth credentials"},
    PullStep{
        "node.ecr-dkr",
        "failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": "
        "failed to do request: Head \"https://{registry}/v2/{repository}\": dial tcp: i/o "
        "timeout"},
    PullStep{"node.s3-layers",
             "failed to pull and unpack image \"{image}\": failed to copy: httpReadSeeker: failed "
             "open: failed to do request: Get "
             "\"https://prod-{region}-starport-layer-bucket.s3.{region}.amazonaws.com/\": dial "
             "tcp: i/o timeout"}};

std::string repository_of(const std::string& image, const std::string& registry) {
    const auto begin = image.starts_with(registry + "/") ? registry.size() + 1 : 0;
    const auto colon = image.find_first_of(":@", begin);
    return image.substr(begin, colon == image.npos ? image.npos : colon - begin);
}

PullResult pull_from_ecr(World& world, const RecordKey& instance, const std::string& image,
                         const std::string& registry) {
    for (const auto& step : ecr_steps) {
        const auto verdict = prove_from_machine(world, instance, step.flow);
        if (verdict.outcome == prove::Outcome::Holds)
            continue;
        return {false,
                knowledge::expand(step.words, {{"image", image},
                                               {"registry", registry},
                                               {"repository", repository_of(image, registry)},
                                               {"region", instance.scope.region}})};
    }
    return {true, {}};
}

PullResult cannot_reach(const std::string& image, const std::string& registry,
                        std::string_view why) {
    return {false, fmt::format("failed to pull and unpack image \"{0}\": failed to resolve "
                               "reference \"{0}\": failed to do request: Head \"https://{1}/v2/\": "
                               "{2}",
                               image, registry, why)};
}

/// What a registry's name means to a machine; nothing for none. Public DNS knows no name of a
/// client's.
std::optional<Ipv4Address> address_for(const World& world, const Machine& machine,
                                       const std::string& host) {
    if (const auto literal = Ipv4Address::parse(host))
        return *literal;
    const auto answer = answer_for(world, machine.network, network_place(machine.place), host);
    if (answer.kind == prove::AnswerKind::Public)
        return told_address_of(world, host) ? std::nullopt : std::optional(somewhere_public);
    return answer.addresses.empty() ? std::nullopt : std::optional(answer.addresses.front());
}

/// Any other registry: its name must resolve and answer, and containerd must believe its
/// certificate.
PullResult pull_from_elsewhere(const World& world, const Machine& machine, const std::string& image,
                               const std::string& registry) {
    const auto colon = registry.find(':');
    const auto host = registry.substr(0, colon);
    const auto port = colon == std::string::npos
                          ? https_port
                          : parse_port(std::string_view(registry).substr(colon + 1));
    const auto address = address_for(world, machine, host);
    if (!address)
        return cannot_reach(image, registry,
                            fmt::format("dial tcp: lookup {}: no such host", host));
    const auto connection =
        prove::connect(machine.network, network_place(machine.place), *address, "tcp", port);
    if (connection.outcome != prove::Outcome::Holds)
        return cannot_reach(image, registry, "dial tcp: i/o timeout");
    if (!believes(world, machine.place, registry, host))
        return cannot_reach(image, registry,
                            "tls: failed to verify certificate: x509: certificate signed by "
                            "unknown authority");
    return {true, {}};
}

PullResult pull_from_elsewhere(World& world, const RecordKey& instance, const std::string& image,
                               const std::string& registry) {
    const auto* record = world.store().find(instance);
    const auto observed = observe_network(world, instance.scope);
    const auto place =
        record != nullptr && observed ? machine_place(**observed, *record) : std::nullopt;
    if (!place)
        return cannot_reach(image, registry, "dial tcp: i/o timeout");
    return pull_from_elsewhere(world, {(*observed)->network, *place}, image, registry);
}

}  // namespace

PullResult pull_image(World& world, const RecordKey& instance, const std::string& image) {
    const auto registry = registry_of(image);
    auto reached = is_ecr(registry) ? pull_from_ecr(world, instance, image, registry)
                                    : pull_from_elsewhere(world, instance, image, registry);
    if (!reached.pulled)
        return reached;
    auto missing = missing_content(world, image);
    return missing ? PullResult{false, *std::move(missing)} : reached;
}

bool can_give_addresses(World& world, const RecordKey& instance) {
    return prove_from_machine(world, instance, "addon.vpc-cni.ec2").outcome ==
           prove::Outcome::Holds;
}

}  // namespace inland::emulator::cluster
