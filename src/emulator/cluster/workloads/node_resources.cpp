// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/workloads/node_document.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

namespace inland::emulator::cluster {

namespace {

constexpr std::int64_t kibibyte = 1024;
constexpr std::int64_t mebibyte = 1024 * kibibyte;
constexpr std::int64_t gibibyte = 1024 * mebibyte;

/// The kernel keeps a part of the memory for itself before the kubelet sees it: about a twentieth.
constexpr int visible_memory_percent = 95;
/// A file system of n GiB shows a little less: 20,959,212 Ki of 20 GiB.
constexpr double visible_disk = 20959212.0 / (20.0 * 1024 * 1024);

std::int64_t max_pods(const MachineSize& size) {
    constexpr int small_machine_vcpus = 30;
    constexpr int small_machine_pods = 110;
    constexpr int large_machine_pods = 250;
    const int by_addresses = size.max_interfaces * (size.addresses_per_interface - 1) + 2;
    if (!size.managed)
        return by_addresses;
    return std::min(by_addresses,
                    size.vcpus < small_machine_vcpus ? small_machine_pods : large_machine_pods);
}

/// 6% of the first core, 1% of the second, 0.5% of the next two, 0.25% of the others.
std::int64_t reserved_millicores(int vcpus) {
    struct Share {
        int cores;
        int tenth_permille;
    };
    constexpr std::array shares{Share{1, 600}, Share{1, 100}, Share{2, 50}};
    constexpr int rest = 25;
    int left = vcpus;
    int reserved = 0;
    for (const auto& share : shares) {
        const int cores = std::min(left, share.cores);
        reserved += cores * share.tenth_permille;
        left -= cores;
    }
    return (reserved + left * rest) / 10;
}

std::int64_t reserved_memory(std::int64_t pods) {
    constexpr std::int64_t for_the_system = 255;
    constexpr std::int64_t for_each_pod = 11;
    constexpr std::int64_t eviction_threshold = 100;
    return (for_the_system + for_each_pod * pods + eviction_threshold) * mebibyte;
}

/// A gibibyte is reserved and a tenth is the eviction threshold.
std::int64_t allocatable_disk(std::int64_t kibibytes) {
    constexpr std::int64_t tenths_left = 9;
    return kibibytes * kibibyte / 10 * tenths_left - gibibyte;
}

}  // namespace

Resources resources_of(const MachineSize& size) {
    const auto pods = max_pods(size);
    const auto memory = size.memory_mib * kibibyte * visible_memory_percent / 100;
    const auto disk =
        static_cast<std::int64_t>(static_cast<double>(size.disk_gib) * 1024 * 1024 * visible_disk);
    const auto no_huge_pages = [](json::object resources) {
        resources["hugepages-1Gi"] = "0";
        resources["hugepages-2Mi"] = "0";
        return resources;
    };
    return {no_huge_pages({{"cpu", std::to_string(size.vcpus)},
                           {"ephemeral-storage", fmt::format("{}Ki", disk)},
                           {"memory", fmt::format("{}Ki", memory)},
                           {"pods", std::to_string(pods)}}),
            no_huge_pages(
                {{"cpu", fmt::format("{}m", size.vcpus * 1000 - reserved_millicores(size.vcpus))},
                 {"ephemeral-storage", std::to_string(allocatable_disk(disk))},
                 {"memory", fmt::format("{}Ki", memory - reserved_memory(pods) / kibibyte)},
                 {"pods", std::to_string(pods)}})};
}

}  // namespace inland::emulator::cluster
