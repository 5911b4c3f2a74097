// SPDX-License-Identifier: Apache-2.0
#include "emulator/cluster/autoscaler/turn.h"

#include "emulator/authentication.h"
#include "emulator/cluster/api/authorization.h"
#include "emulator/cluster/autoscaler/crash.h"
#include "emulator/cluster/autoscaler/growth.h"
#include "emulator/cluster/autoscaler/shrinkage.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::emulator::autoscaler {

namespace {

using cluster::name_of;
using cluster::namespace_of;
using cluster::Objects;
using cluster::type_of;

constexpr Duration retry = std::chrono::minutes(1);
/// Sessions of six hours are renewed well before.
constexpr Duration credentials_last = std::chrono::hours(5);
bool is_autoscaler(const json::value& container) {
    const auto image = string_or_empty(container, "image");
    const auto name = image.substr(0, image.find_first_of(":@", image.rfind('/') + 1));
    return name.ends_with("/cluster-autoscaler");
}

const json::object& container_of(const json::object& pod) {
    const auto& containers = find_array(pod, "spec.containers");
    return std::ranges::find_if(containers, is_autoscaler)->as_object();
}

/// What it reads and writes before anything else; without that its informers never sync.
constexpr std::array needed_access{std::pair("list", "nodes"), std::pair("list", "pods"),
                                   std::pair("update", "nodes")};

class Turn {
  public:
    Turn(Objects& objects, const json::object& pod)
        : objects_(objects),
          pod_(pod),
          settings_(settings_of(container_of(pod))),
          journal_(objects, pod),
          reports_(objects, namespace_of(pod)),
          caller_{objects.world(), fmt::format("pod/{}/{}", namespace_of(pod), name_of(pod))} {}

    std::optional<NextTurn> take() {
        auto next = act();
        journal_.save();
        return next;
    }

  private:
    [[nodiscard]] TimePoint now() const { return objects_.world().now(); }

    std::optional<NextTurn> act() {
        if (const auto forbidden = forbidden_access(); !forbidden.empty()) {
            journal_.log('E', "reflector.go:205", forbidden);
            return NextTurn{retry, Jump::No};
        }
        auto seen = learn_groups();
        if (!seen)
            return cannot_see(seen.error().message);
        end_crash(objects_, pod_);
        journal_.set_text("started", "yes");
        for (const auto& complaint : seen->complaints)
            journal_.log('W', "auto_scaling_groups.go:478", complaint);
        return scale(*std::move(seen));
    }

    [[nodiscard]] std::string forbidden_access() const {
        const auto account = string_or_empty(pod_, "spec.serviceAccountName");
        const cluster::User user{
            fmt::format("system:serviceaccount:{}:{}", namespace_of(pod_), account),
            {"system:serviceaccounts", "system:serviceaccounts:" + namespace_of(pod_),
             "system:authenticated"}};
        for (const auto& [verb, resource] : needed_access)
            if (auto may = cluster::authorize(objects_, user,
                                              {.verb = verb, .group = "", .resource = resource});
                !may)
                return fmt::format("Failed to watch *v1.{}: {}",
                                   resource == std::string_view("nodes") ? "Node" : "Pod",
                                   may.error().message);
        return {};
    }

    Result<void> renew_credentials() {
        const auto& world = objects_.world();
        const auto& scope = objects_.cluster().scope;
        const auto known = journal_.time("credentials");
        if (const auto key = journal_.text("access-key");
            known && *known + credentials_last > now() && !key.empty()) {
            caller_.signer = caller_of_key(world.store(), key, {scope.account, scope.region});
            return {};
        }
        caller_.signer =
            TRY(find_credentials(objects_.world(), objects_.cluster(), pod_, container_of(pod_)));
        journal_.set_text("access-key", caller_.signer.access_key_id);
        journal_.set_time("credentials", now());
        return {};
    }

    Result<SeenGroups> learn_groups() {
        TRY_VOID(renew_credentials());
        return see_groups(caller_, objects_, settings_);
    }

    /// A first look that fails is the end of the process; later ones are tried again.
    std::optional<NextTurn> cannot_see(const std::string& why) {
        journal_.log('E', "aws_manager.go:128",
                     fmt::format("Failed to regenerate ASG cache: {}", why));
        if (journal_.text("started").empty()) {
            journal_.log('F', "aws_cloud_provider.go:460",
                         fmt::format("Failed to create AWS Manager: {}", why));
            crash(objects_, pod_);
        } else {
            journal_.log('E', "static_autoscaler.go:306",
                         fmt::format("Failed to refresh cloud provider config: {}", why));
        }
        // What failed to give credentials may have been mended since.
        journal_.forget("credentials");
        return NextTurn{retry, Jump::No};
    }

    std::optional<NextTurn> scale(SeenGroups seen) {
        const Acting acting{objects_, settings_, caller_, journal_, reports_};
        journal_.log('I', "static_autoscaler.go:287", "Starting main loop");
        reports_.write_status(seen.groups, {});
        refuse_backed_off(seen.groups);
        give_back_unregistered(acting, seen);
        const auto pods = unschedulable_pods(objects_);
        if (!pods.empty() && grow_for(acting, seen.groups, pods) == Growth::Asked)
            return {};
        const auto unneeded = shrink(acting, seen);
        reports_.write_status(seen.groups, unneeded);
        return next_turn(acting, seen, unneeded, pods.empty() ? Jump::Yes : Jump::No);
    }

    void refuse_backed_off(std::vector<ScaledGroup>& groups) {
        for (auto& group : groups)
            if (const auto until = journal_.time("backoff/" + group.name); until && *until > now())
                group.refusal = "in backoff after failed scale-up";
    }

    [[nodiscard]] std::optional<TimePoint> end_of_back_off(const SeenGroups& seen) const {
        std::optional<TimePoint> end;
        for (const auto& group : seen.groups)
            if (const auto until = journal_.time("backoff/" + group.name);
                until && *until > now() && (!end || *until < *end))
                end = until;
        return end;
    }

    /// Pods that nothing helps are no reason for time to jump from one attempt to the next.
    [[nodiscard]] std::optional<NextTurn> next_turn(const Acting& acting, const SeenGroups& seen,
                                                    const std::vector<UnneededNode>& unneeded,
                                                    Jump jump) const {
        std::optional<TimePoint> next;
        for (const auto time : {next_removal(acting, seen, unneeded), next_give_back(acting, seen),
                                end_of_back_off(seen)})
            if (time && (!next || *time < *next))
                next = time;
        return next ? std::optional(NextTurn{*next - now(), jump}) : std::nullopt;
    }

    Objects& objects_;
    const json::object& pod_;
    Settings settings_;
    Journal journal_;
    Reports reports_;
    NetworkCaller caller_;
};

}  // namespace

std::optional<NextTurn> take_turn(Objects& objects, const json::object& pod) {
    return Turn(objects, pod).take();
}

const json::object* autoscaler_pod(const Objects& objects) {
    for (const auto* pod : objects.list(type_of("", "pods")))
        if (string_or_empty(*pod, "status.phase") == "Running" &&
            std::ranges::any_of(find_array(*pod, "spec.containers"), is_autoscaler))
            return pod;
    return nullptr;
}

}  // namespace inland::emulator::autoscaler
