// SPDX-License-Identifier: Apache-2.0
// What machines say while they boot. Whether one has joined only Kubernetes knows, and it may be
// out of reach, so the youngest of each group are asked: they met what is there now.
#include "core/crypto.h"
#include "doctor/rounds.h"

#include <algorithm>
#include <array>
#include <map>

namespace inland::doctor {

namespace {

constexpr std::size_t most_machines = 3;

struct Machine {
    std::string id;
    std::string launched;  ///< ISO 8601 in UTC: sorts as time does
};
using Groups = std::map<std::string, std::vector<Machine>>;

std::string group_of(const json::value& instance) {
    for (const auto& tag : find_array(instance, "Tags"))
        if (string_or_empty(tag, "Key") == "aws:autoscaling:groupName")
            return string_or_empty(tag, "Value");
    return {};
}

void add_machines(Groups& groups, const json::value& reservation) {
    for (const auto& instance : find_array(reservation, "Instances")) {
        if (string_or_empty(instance, "State.Name") == "terminated")
            continue;
        auto& machines = groups[group_of(instance)];
        auto id = string_or_empty(instance, "InstanceId");
        if (std::ranges::find(machines, id, &Machine::id) == machines.end())
            machines.push_back({std::move(id), string_or_empty(instance, "LaunchTime")});
    }
}

Result<Groups> read_groups(const Round& round) {
    const std::array filters = {
        sources::live::ec2_filter("tag:eks:cluster-name", {round.cluster}),
        sources::live::ec2_filter("tag-key", {"kubernetes.io/cluster/" + round.cluster})};
    Groups groups;
    for (const auto& filter : filters) {
        const auto reservations = TRY(round.list("ec2", "DescribeInstances", "Reservations",
                                                 {{"Filters", json::array{filter}}}));
        for (const auto& reservation : reservations)
            add_machines(groups, reservation);
    }
    return groups;
}

void add_lines(const Round& round, const std::string& machine, std::string_view console) {
    for (auto rest = round.symptoms.since_recovery(console); !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        round.add(knowledge::SeenIn::Console, machine, std::string(rest.substr(0, end)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

Result<void> read_console(const Round& round, const std::string& machine) {
    const auto answer = TRY(round.call("ec2", "GetConsoleOutput", {{"InstanceId", machine}}));
    if (const auto text = decode_base64(string_or_empty(answer, "Output")))
        add_lines(round, machine, *text);
    return {};
}

}  // namespace

Result<void> read_consoles(const Round& round) {
    auto groups = TRY(read_groups(round));
    for (auto& [name, machines] : groups) {
        std::ranges::sort(machines, std::ranges::greater{}, &Machine::launched);
        machines.resize(std::min(machines.size(), most_machines));
        for (const auto& machine : machines)
            TRY_VOID(read_console(round, machine.id));
    }
    return {};
}

}  // namespace inland::doctor
