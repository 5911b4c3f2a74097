// SPDX-License-Identifier: Apache-2.0
#include "cli/self_managed_roll.h"

#include "cli/scaling_group.h"
#include "upgrade/group_roll.h"
#include "upgrade/pods.h"

#include <variant>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using upgrade::GroupStep;

constexpr auto look_every = std::chrono::seconds(5);
/// As EKS gives the nodes of managed groups.
constexpr auto drain_patience = std::chrono::minutes(15);
/// For Auto Scaling to start a machine: capacity may be short in every zone.
constexpr auto launch_patience = std::chrono::minutes(30);

constexpr int fewest_looks = 60;
constexpr int too_many_requests = 429;

class Roll {
  public:
    Roll(NodeWork& work, const SelfManagedGroup& group, Renewal renewal)
        : work_(work), group_(group), renewal_(renewal), scaling_(work, group) {}

    Result<void> run() {
        moved_on();
        while (!over_) {
            const auto now = work_.time_there();  // no later than what is seen
            ++looks_;
            const auto state = TRY(scaling_.look(renewal_));
            const auto step = upgrade::next_step(state, now);
            TRY_VOID(std::visit([&](const auto& act) { return carry_out(act, state); }, step));
        }
        return {};
    }

  private:
    void moved_on() {
        since_ = work_.clock().now();
        looks_ = 0;
    }
    /// And after so many looks: on an embedded AWS the clock may leap.
    [[nodiscard]] bool is_late(Duration patience) const {
        return work_.clock().now() - since_ > patience && looks_ > fewest_looks;
    }
    void say(std::string_view what) const {
        work_.say(fmt::format("auto-scaling-group/{}: {}", group_.group_name, what));
    }

    Result<void> carry_out(const upgrade::Remember& act, const upgrade::Group&) {
        say("its machines are replaced, one at a time");
        return scaling_.remember(act.sizes);
    }
    Result<void> carry_out(const upgrade::Resize& act, const upgrade::Group&) {
        moved_on();
        return scaling_.resize(act.sizes);
    }
    Result<void> carry_out(const upgrade::Await& act, const upgrade::Group&) {
        if (is_late(launch_patience))
            return failure(ErrorKind::Failed,
                           fmt::format("auto-scaling-group/{}: waited too long for {}; the cluster "
                                       "serves on, and the same command goes on from here",
                                       group_.group_name, act.what));
        return work_.wait(look_every);
    }
    Result<void> carry_out(const upgrade::CordonNode& act, const upgrade::Group&) {
        say(fmt::format("node {} is drained", act.node));
        moved_on();
        return scaling_.cordon(act.node, upgrade::Cordon::On);
    }
    Result<void> carry_out(const upgrade::Terminate& act, const upgrade::Group&) {
        say(fmt::format("machine {} goes", act.machine));
        moved_on();
        return scaling_.terminate(act.machine, act.smaller);
    }
    Result<void> carry_out(const upgrade::Restore& act, const upgrade::Group&) {
        say("every machine is replaced");
        return scaling_.restore(act.sizes);
    }
    Result<void> carry_out(const upgrade::RollIsOver&, const upgrade::Group&) {
        over_ = true;
        return {};
    }

    Result<void> carry_out(const upgrade::DrainNode& act, const upgrade::Group&) {
        TRY_VOID(evict(act.node));
        if (!is_late(drain_patience))
            return work_.wait(look_every);
        const auto held = TRY(who_holds(work_, {act.node}));
        TRY_VOID(scaling_.cordon(act.node, upgrade::Cordon::Off));
        return failure(
            ErrorKind::Failed,
            fmt::format("auto-scaling-group/{}: node {} could not be drained (held: pod {}); it "
                        "takes pods again, and the same command goes on from here",
                        group_.group_name, act.node, held));
    }

    Result<void> carry_out(const upgrade::TakeBack& act, const upgrade::Group& state) {
        TRY_VOID(scaling_.take_back_image());
        for (const auto& machine : state.machines)
            if (machine.cordon == upgrade::Cordon::On)
                TRY_VOID(scaling_.cordon(machine.node, upgrade::Cordon::Off));
        for (const auto& machine : act.machines)
            TRY_VOID(scaling_.terminate(machine, true));
        if (state.remembered)
            TRY_VOID(scaling_.restore(*state.remembered));
        return failure(
            ErrorKind::Failed,
            fmt::format("auto-scaling-group/{}: machine {} did not become a Ready node in time; "
                        "its launch template is back at the image before, and the nodes that were "
                        "there serve on (inland status says where a machine stopped)",
                        group_.group_name, act.machines.front()));
    }

    /// Budgets let some go now and others when these are ready elsewhere.
    Result<void> evict(const std::string& node) {
        const auto pods = TRY(work_.list("v1", "Pod"));
        for (const auto* pod : upgrade::pods_to_move(pods, node)) {
            if (find(*pod, "metadata.deletionTimestamp") != nullptr)
                continue;
            const kube::ObjectName name{"v1", "Pod", string_or_empty(*pod, "metadata.namespace"),
                                        string_or_empty(*pod, "metadata.name")};
            const auto gone =
                work_.in_cluster([&](kube::Api& api) { return api.evict(name, work_.stop()); });
            if (!gone && gone.error().http_status != too_many_requests &&
                gone.error().kind != ErrorKind::Unavailable)
                return gone;
        }
        return {};
    }

    NodeWork& work_;
    const SelfManagedGroup& group_;
    Renewal renewal_;
    ScalingGroup scaling_;
    TimePoint since_;  ///< when something changed last
    int looks_ = 0;    ///< since then
    bool over_ = false;
};

}  // namespace

Result<void> roll_self_managed_group(NodeWork& work, const SelfManagedGroup& group,
                                     Renewal renewal) {
    return Roll(work, group, renewal).run();
}

}  // namespace inland::cli
