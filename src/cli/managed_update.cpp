// SPDX-License-Identifier: Apache-2.0
#include "cli/managed_update.h"

#include "cli/report.h"
#include "sources/live/reading.h"
#include "upgrade/minor.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::cli {

namespace {

constexpr auto look_every = std::chrono::seconds(10);

class ManagedUpdate {
  public:
    ManagedUpdate(NodeWork& work, const ManagedGroup& group) : work_(work), group_(group) {}

    Result<void> run(Renewal renewal) {
        if (const auto running = TRY(update_under_way()); !running.empty()) {
            work_.say(fmt::format("node-group/{}: an update is under way", group_.name));
            TRY_VOID(wait_for(running));
        }
        if (!TRY(is_old(renewal)))
            return {};
        work_.say(fmt::format("node-group/{}: EKS replaces its machines by {}", group_.name,
                              group_.version));
        auto input = naming("clusterName");
        input["version"] = group_.version;
        const auto answer = TRY(work_.change("eks", "UpdateNodegroupVersion", std::move(input)));
        auto id = string_or_empty(answer, "update.id");
        if (id.empty())
            id = TRY(update_under_way());
        TRY_VOID(wait_for(id));
        work_.say(fmt::format("node-group/{}: at {}", group_.name, group_.version));
        return {};
    }

  private:
    [[nodiscard]] json::object naming(std::string_view cluster_member) const {
        return {{cluster_member, work_.cluster()}, {"nodegroupName", group_.name}};
    }

    Result<json::value> describe(const std::string& id) {
        auto input = naming("name");
        input["updateId"] = id;
        return work_.read("eks", "DescribeUpdate", std::move(input));
    }

    /// Its id, or "".
    Result<std::string> update_under_way() {
        const auto listed = TRY(work_.read("eks", "ListUpdates", naming("name")));
        for (const auto& id : find_array(listed, "updateIds")) {
            const std::string name(id.as_string());
            if (string_or_empty(TRY(describe(name)), "update.status") == "InProgress")
                return name;
        }
        return std::string();
    }

    Result<bool> is_old(Renewal renewal) {
        const auto answer = TRY(work_.read("eks", "DescribeNodegroup", naming("clusterName")));
        const auto now = upgrade::parse_minor(string_or_empty(answer, "nodegroup.version"));
        if (now && *now < upgrade::parse_minor(group_.version).value_or(*now))
            return true;
        return renewal == Renewal::ByImage && TRY(has_old_machines());
    }

    Result<bool> has_old_machines() {
        using sources::live::ec2_filter;
        const auto newest = TRY(newest_image(work_, group_.parameter));
        const auto answer = TRY(work_.read(
            "ec2", "DescribeInstances",
            {{"Filters", json::array{ec2_filter("tag:eks:cluster-name", {work_.cluster()}),
                                     ec2_filter("tag:eks:nodegroup-name", {group_.name}),
                                     ec2_filter("instance-state-name", {"pending", "running"})}}}));
        for (const auto& reservation : find_array(answer, "Reservations"))
            for (const auto& instance : find_array(reservation, "Instances"))
                if (string_or_empty(instance, "ImageId") != newest)
                    return true;
        return false;
    }

    Result<void> wait_for(const std::string& id) {
        while (true) {
            const auto update = TRY(describe(id));
            const auto status = string_or_empty(update, "update.status");
            if (status == "Successful")
                return {};
            if (status != "InProgress")
                return std::unexpected(TRY(failure_of(update)));
            TRY_VOID(work_.wait(look_every));
        }
    }

    /// EKS names the nodes that it could not drain; which pods held them it does not say.
    Result<Error> failure_of(const json::value& update) {
        std::string said;
        std::string held;
        for (const auto& error : find_array(update, "update.errors")) {
            const auto code = string_or_empty(error, "errorCode");
            said += fmt::format("{}{}: {}", said.empty() ? "" : "; ", code,
                                string_or_empty(error, "errorMessage"));
            std::vector<std::string> nodes;
            for (const auto& id : find_array(error, "resourceIds"))
                nodes.emplace_back(id.as_string());
            if (code == "PodEvictionFailure")
                held = who_holds(work_, nodes).value_or("");
        }
        return Error{ErrorKind::Failed,
                     fmt::format("node-group/{}: {}{}; the group goes on with the nodes that it "
                                 "has, and the same command goes on from here",
                                 group_.name, said,
                                 held.empty() ? "" : fmt::format(" (held: pod {})", held))};
    }

    NodeWork& work_;
    const ManagedGroup& group_;
};

}  // namespace

Result<void> update_managed_group(NodeWork& work, const ManagedGroup& group, Renewal renewal) {
    return ManagedUpdate(work, group).run(renewal);
}

}  // namespace inland::cli
