// SPDX-License-Identifier: Apache-2.0
#include "emulator/machine/boot.h"

#include "emulator/cluster/api/objects.h"
#include "emulator/cluster/workloads/kubelet.h"
#include "emulator/cluster/workloads/node.h"
#include "emulator/launch_faults.h"
#include "emulator/machine/console.h"
#include "emulator/machine/join_step.h"
#include "emulator/machine/machine_record.h"
#include "emulator/machine/node_settings.h"
#include "emulator/machine/operating_system.h"
#include "emulator/machine/purpose.h"
#include "emulator/services/eks/node_group_events.h"
#include "emulator/services/records.h"
#include "emulator/services/transition.h"
#include "knowledge/tables.h"

#include <algorithm>
#include <span>

namespace inland::emulator {

namespace {

using namespace machine;

constexpr std::string_view step_event = "machine:step";
constexpr std::string_view ready_event = "machine:ready";
constexpr std::string_view failed_event = "machine:overdue";
/// Between two tries; after the machine has been given up they are rare.
constexpr Duration try_again_after = std::chrono::seconds(15);
constexpr Duration try_rarely_after = std::chrono::minutes(1);
/// The step after which the kubelet registers its Node.
constexpr std::string_view registering_flow = "node.identity";
constexpr std::string_view readiness = "node.ready";
/// What a kernel says whose image holds nothing to start.
const std::vector<std::string>& no_system() {
    static const std::vector<std::string> lines{
        "Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)"};
    return lines;
}

/// One machine's boot, for the length of one event.
class Boot {
  public:
    Boot(World& world, RecordKey instance) : world_(world), instance_(std::move(instance)) {
        if (const auto* record = world_.store().find(instance_)) {
            cluster_ = string_or_empty(*record, "_cluster");
            join_ = world_.tables().join(system_of(*record));
        }
    }

    /// Neither terminated nor joined, and of a cluster.
    [[nodiscard]] bool is_under_way() const {
        const auto state = state_of(world_, instance_);
        return join_ != nullptr && (state == state::booting || state == state::failed);
    }

    void start() {
        start_console(world_, instance_);
        if (cluster_.empty() || join_ == nullptr)
            return;
        begin_record(world_, instance_);
        world_.after(world_.tables().typical("eks.NodesNeverJoin"), failed_event,
                     payload_of(instance_));
        if (boot_fault(world_))
            return print(world_, instance_, no_system(), {});
        begin_step(0);
    }

    void take_step(std::size_t index) {
        if (index >= join_->steps.size())
            return;
        const auto& step = join_->steps[index];
        const auto result = try_step(world_, instance_, step);
        if (!result.done)
            return fail(index, result);
        set_step(world_, instance_, step.flow, step_state::done, result.detail);
        print(world_, instance_, step.console, result.values);
        if (step.flow == registering_flow)
            register_with_cluster();
        if (index + 1 < join_->steps.size())
            begin_step(index + 1);
        else
            wait_until_ready(Duration::zero());
    }

    /// All steps are done: what is left is the Node's own readiness, which its pods bring.
    void look_whether_ready() {
        auto objects = objects_of_cluster();
        const auto node = node_name();
        if (!cluster::is_node_ready(objects, node)) {
            set_step(world_, instance_, readiness, step_state::running,
                     "container runtime network not ready: cni plugin not initialized");
            cluster::retry_pods(objects, node);
            return wait_until_ready(pause());
        }
        set_step(world_, instance_, readiness, step_state::done, node);
        set_state(world_, instance_, state::joined);
        machine_joined(world_, instance_);
    }

    void give_up_if_still_booting() {
        if (state_of(world_, instance_) != state::booting)
            return;
        set_state(world_, instance_, state::failed);
        machine_failed(world_, instance_, last_detail());
    }

    void terminate() {
        if (state_of(world_, instance_).empty())
            return;
        set_state(world_, instance_, state::terminated);
        auto objects = objects_of_cluster();
        cluster::remove_node(objects, node_name());
    }

  private:
    [[nodiscard]] std::string node_name() const {
        const auto* record = world_.store().find(instance_);
        return record == nullptr ? std::string{} : node_name_of(*record);
    }

    [[nodiscard]] cluster::Objects objects_of_cluster() const {
        return {world_, {instance_.scope, std::string(kind::cluster), cluster_}};
    }

    [[nodiscard]] std::string last_detail() const {
        const auto* record = world_.store().find(record_key(instance_));
        if (record == nullptr)
            return {};
        const auto& steps = find_array(*record, "steps");
        return steps.empty() ? std::string{} : string_or_empty(steps.back(), "detail");
    }

    [[nodiscard]] Duration pause() const {
        return state_of(world_, instance_) == state::failed ? try_rarely_after : try_again_after;
    }

    /// Time may jump to what brings the machine further, never along tries that go on for ever.
    [[nodiscard]] Jump jump() const {
        return state_of(world_, instance_) == state::failed ? Jump::No : Jump::Yes;
    }

    void plan_step(std::size_t index, Duration delay) {
        auto payload = payload_of(instance_);
        payload["step"] = index;
        world_.after(delay, step_event, std::move(payload), jump());
    }

    void begin_step(std::size_t index) {
        const auto& step = join_->steps[index];
        set_step(world_, instance_, step.flow, step_state::running, step.title);
        plan_step(index, step.takes + extra_time(world_, instance_, step));
    }

    void wait_until_ready(Duration delay) {
        world_.after(delay, ready_event, payload_of(instance_), jump());
    }

    void register_with_cluster() {
        auto objects = objects_of_cluster();
        if (world_.store().find(objects.cluster()) != nullptr)
            cluster::register_node(objects, instance_);
    }

    [[nodiscard]] bool is_over(const knowledge::JoinStep& step) const {
        const auto* record = world_.store().find(record_key(instance_));
        const auto since = record == nullptr
                               ? world_.now().time_since_epoch().count()
                               : find_int(*record, "_failing_since")
                                     .value_or(world_.now().time_since_epoch().count());
        return step.gives_up_after > Duration::zero() &&
               world_.now().time_since_epoch().count() - since >= step.gives_up_after.count();
    }

    /// When the step that fails now began to; kept until another one fails.
    void note_failing(const knowledge::JoinStep& step) {
        const auto now = world_.now().time_since_epoch().count();
        world_.store().update(record_key(instance_), [&](json::object& record) {
            if (find_string(record, "_failing") == step.flow)
                return;
            record["_failing"] = step.flow;
            record["_failing_since"] = now;
        });
    }

    /// The step whose failure the console tells: mostly the one that failed.
    [[nodiscard]] const knowledge::JoinStep& told_step(const knowledge::JoinStep& step,
                                                       const StepResult& result) const {
        const auto told =
            std::ranges::find(join_->steps, result.console_flow, &knowledge::JoinStep::flow);
        return told == join_->steps.end() ? step : *told;
    }

    /// What gives up says so at the end; until then it tells of its tries.
    void tell_failure(const knowledge::JoinStep& step, const StepResult& result, bool over) {
        const std::span<const std::string> lines(told_step(step, result).console_failure);
        const bool ends = step.gives_up_after > Duration::zero();
        print(world_, instance_,
              ends && !over ? lines.first(std::min<std::size_t>(lines.size(), 1)) : lines,
              result.values);
    }

    void fail(std::size_t index, const StepResult& result) {
        const auto& step = join_->steps[index];
        note_failing(step);
        const bool over = result.hope == Hope::None || is_over(step);
        set_step(world_, instance_, step.flow, over ? step_state::failed : step_state::retrying,
                 result.detail);
        tell_failure(step, result, over);
        machine_failed(world_, instance_, result.detail);
        if (over)
            return set_state(world_, instance_, state::failed);
        plan_step(index, pause());
    }

    World& world_;
    RecordKey instance_;
    std::string cluster_;
    const knowledge::JoinSequence* join_ = nullptr;
};

template <typename Act>
Scheduler::Handler for_boot(Act act) {
    return [act](World& world, const json::object& payload) {
        Boot boot(world, key_from(payload));
        if (boot.is_under_way())
            act(boot, payload);
    };
}

}  // namespace

void start_boot(World& world, const RecordKey& instance) {
    find_purpose(world, instance);
    Boot(world, instance).start();
}

void machine_terminated(World& world, const RecordKey& instance) {
    Boot(world, instance).terminate();
}

void register_boot_events(Scheduler& scheduler) {
    scheduler.on(std::string(step_event), for_boot([](Boot& boot, const json::object& payload) {
                     const auto step = find_int(payload, "step").value_or(0);
                     boot.take_step(static_cast<std::size_t>(step));
                 }));
    scheduler.on(std::string(ready_event),
                 for_boot([](Boot& boot, const json::object&) { boot.look_whether_ready(); }));
    scheduler.on(std::string(failed_event), for_boot([](Boot& boot, const json::object&) {
                     boot.give_up_if_still_booting();
                 }));
}

}  // namespace inland::emulator
