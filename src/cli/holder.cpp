// SPDX-License-Identifier: Apache-2.0
#include "cli/holder.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

namespace inland::cli {

namespace {

std::string host_name() {
    std::array<char, 256> name{};
    gethostname(name.data(), name.size() - 1);
    return name.data();
}

/// Clock ticks from boot to the process's start (proc(5), stat, field 22); "" when there is none.
std::string start_time(int process) {
    std::ifstream file(fmt::format("/proc/{}/stat", process));
    const std::string line(std::istreambuf_iterator<char>(file), {});
    const auto name_end = line.rfind(')');  // the name may hold spaces and brackets
    if (name_end == line.npos)
        return {};
    std::istringstream fields(line.substr(name_end + 1));
    constexpr int fields_from_state_to_start_time = 20;
    std::string field;
    for (int index = 0; index < fields_from_state_to_start_time; ++index)
        fields >> field;
    return field;
}

}  // namespace

std::string own_holder_name() {
    return fmt::format("process {} (started {}) on {}", getpid(), start_time(getpid()),
                       host_name());
}

bool holder_is_gone(const std::string& holder) {
    int process = 0;
    std::array<char, 32> started{};
    std::array<char, 257> host{};
    if (std::sscanf(holder.c_str(), "process %d (started %31[0-9]) on %256s", &process,
                    started.data(), host.data()) != 3)
        return false;
    return host_name() == host.data() && start_time(process) != started.data();
}

}  // namespace inland::cli
