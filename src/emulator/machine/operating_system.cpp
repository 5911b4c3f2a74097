// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/operating_system.h"

#include <array>

namespace inland::emulator::machine {

namespace {

constexpr std::string_view default_system = "al2023";

struct SystemPrefix {
    std::string_view ami_type_prefix, system;
};
constexpr std::array systems{SystemPrefix{"AL2023_", "al2023"},
                             SystemPrefix{"BOTTLEROCKET_", "bottlerocket"},
                             SystemPrefix{"AL2_", "al2"}};

}  // namespace

std::string_view system_of(const json::object& instance) {
    const auto type = string_or_empty(instance, "_ami_type");
    for (const auto& row : systems)
        if (type.starts_with(row.ami_type_prefix))
            return row.system;
    return default_system;
}

}  // namespace inland::emulator::machine
