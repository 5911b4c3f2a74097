// SPDX-License-Identifier: Apache-2.0
#include "upgrade/group_roll.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace inland::upgrade {

namespace {

using Machines = std::vector<const GroupMachine*>;

Machines machines_of(const Group& group, Age age) {
    Machines found;
    for (const auto& machine : group.machines)
        if (machine.age == age)
            found.push_back(&machine);
    return found;
}

/// New machines that are no Ready nodes yet.
Machines unfinished(const Group& group) {
    auto machines = machines_of(group, Age::New);
    std::erase_if(machines, [](const GroupMachine* machine) { return machine->is_ready; });
    return machines;
}

/// Nothing where there is time left for all of them.
std::optional<TakeBack> overdue(const Machines& waiting, TimePoint now) {
    TakeBack back;
    for (const auto* machine : waiting)
        if (now - machine->launched > join_patience)
            back.machines.push_back(machine->id);
    return back.machines.empty() ? std::nullopt : std::optional(std::move(back));
}

/// One that is cordoned already was begun with.
const GroupMachine& next_to_go(const Machines& old) {
    const auto begun = std::ranges::find(old, Cordon::On, &GroupMachine::cordon);
    return begun == old.end() ? *old.front() : **begun;
}

GroupStep step_of_machine(const GroupMachine& machine, bool smaller) {
    if (!machine.node.empty() && machine.cordon == Cordon::Off)
        return CordonNode{machine.node};
    if (machine.pods_to_move > 0)
        return DrainNode{machine.node};
    return Terminate{machine.id, smaller};
}

/// Bounds only: a group that grew meanwhile stays as large.
GroupStep end(const Group& group) {
    if (!group.remembered)
        return RollIsOver{};
    return Restore{{group.sizes.desired, std::max(group.sizes.desired, group.remembered->maximum)}};
}

std::optional<int> number_after(const std::string& text, std::string_view name) {
    const auto at = text.find(name);
    if (at == std::string::npos)
        return std::nullopt;
    int number = 0;
    const auto* begin = text.data() + at + name.size();
    const auto [stop, error] = std::from_chars(begin, text.data() + text.size(), number);
    return error == std::errc{} ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string GroupSizes::text() const {
    return fmt::format("desired={} maximum={}", desired, maximum);
}

std::optional<GroupSizes> GroupSizes::parse(const std::string& text) {
    const auto desired = number_after(text, "desired=");
    const auto maximum = number_after(text, "maximum=");
    if (!desired || !maximum)
        return std::nullopt;
    return GroupSizes{*desired, *maximum};
}

GroupStep next_step(const Group& group, TimePoint now) {
    const auto old = machines_of(group, Age::Old);
    const auto waiting = unfinished(group);
    if (auto back = overdue(waiting, now); back && (group.remembered || !old.empty()))
        return *std::move(back);
    if (!waiting.empty())
        return Await{fmt::format("machine {} to become a Ready node", waiting.front()->id)};
    if (old.empty())
        return end(group);
    if (!group.remembered)
        return Remember{group.sizes};
    const auto wanted = group.remembered->desired;
    const auto made = static_cast<int>(group.machines.size() - old.size());
    const bool is_enough = made >= wanted;
    if (!is_enough && static_cast<int>(group.machines.size()) <= wanted) {
        if (group.sizes.desired > wanted)
            return Await{"Auto Scaling to start a machine"};
        return Resize{{wanted + 1, std::max(wanted + 1, group.sizes.maximum)}};
    }
    return step_of_machine(next_to_go(old), is_enough);
}

}  // namespace inland::upgrade
