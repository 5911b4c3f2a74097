// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/image_pull.h"

#include "emulator/cluster/workloads/image_content.h"
#include "emulator/cluster/workloads/image_names.h"
#include "emulator/machine/observed_network.h"
#include "prove/names/resolver.h"
#include "prove/packets/connect.h"

#include <array>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::uint16_t https_port = 443;

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
                               "dial tcp: {2}",
                               image, registry, why)};
}

/// Any other registry: its name must resolve and answer. Which address a public name has does not
/// matter to the emulated network; one of the internet's stands for all.
PullResult pull_from_elsewhere(World& world, const RecordKey& instance, const std::string& image,
                               const std::string& registry) {
    constexpr Ipv4Address somewhere_public{0xcb007107};  // 203.0.113.7 (RFC 5737)
    const auto* record = world.store().find(instance);
    const auto observed = observe_network(world, instance.scope);
    const auto machine =
        record != nullptr && observed ? machine_place(**observed, *record) : std::nullopt;
    if (!machine)
        return cannot_reach(image, registry, "i/o timeout");
    const auto place = network_place(*machine);
    const auto& network = (*observed)->network;
    const auto answer = prove::resolve(network, place, registry);
    if (answer.kind == prove::AnswerKind::NotFound || answer.kind == prove::AnswerKind::NoResolver)
        return cannot_reach(image, registry, fmt::format("lookup {}: no such host", registry));
    const auto address = answer.addresses.empty() ? somewhere_public : answer.addresses.front();
    const auto connection = prove::connect(network, place, address, "tcp", https_port);
    if (connection.outcome != prove::Outcome::Holds)
        return cannot_reach(image, registry, "i/o timeout");
    return {true, {}};
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
