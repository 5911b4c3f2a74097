// SPDX-License-Identifier: Apache-2.0
#include "cli/currency.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using deploy::ClusterStatus;

std::string support_of(const knowledge::KubernetesVersion& version, TimePoint now) {
    const auto today = iso8601(now).substr(0, version.standard_support_ends.size());
    if (today <= version.standard_support_ends)
        return "standard support until " + version.standard_support_ends;
    return fmt::format("in extended support since {}, until {}: inland upgrade raises it",
                       version.standard_support_ends, version.extended_support_ends);
}

void append(std::string& detail, const std::string& more) {
    detail += (detail.empty() ? "" : "; ") + more;
}

/// The images of one cluster's machines.
class Images {
  public:
    Images(Session& session, const knowledge::Tables& tables, std::stop_token stop)
        : session_(session), tables_(tables), stop_(std::move(stop)) {}

    /// Those that AWS publishes for nodes of that version.
    Result<std::set<std::string>> newest(const std::string& version) {
        std::set<std::string> ids;
        for (const auto& ami : tables_.amis) {
            const auto name = knowledge::expand(ami.ssm_parameter, {{"version", version}});
            const auto found = session_.aws().call("ssm", "GetParameter", {{"Name", name}}, stop_);
            if (found)
                ids.insert(string_or_empty(*found, "Parameter.Value"));
            else if (found.error().kind == ErrorKind::AccessDenied)
                return std::unexpected(found.error());
        }
        return ids;
    }

    /// By instance.
    Result<std::map<std::string, std::string>> of_machines(const ClusterStatus& status) {
        json::array ids;
        for (const auto& node : status.nodes)
            ids.push_back(json::value(node.instance_id));
        std::map<std::string, std::string> images;
        if (ids.empty())
            return images;
        const auto answer = TRY(session_.aws().call_all("ec2", "DescribeInstances",
                                                        {{"InstanceIds", std::move(ids)}}, stop_));
        for (const auto& reservation : find_array(answer, "Reservations"))
            for (const auto& instance : find_array(reservation, "Instances"))
                images[string_or_empty(instance, "InstanceId")] =
                    string_or_empty(instance, "ImageId");
        return images;
    }

    /// When it was made; "" for one that AWS shows no more.
    std::string date(const std::string& image) {
        const auto answer = session_.aws().call(
            "ec2", "DescribeImages", {{"ImageIds", json::array{json::value(image)}}}, stop_);
        constexpr std::size_t length_of_date = 10;
        return answer ? string_or_empty(*answer, "Images.0.CreationDate").substr(0, length_of_date)
                      : "";
    }

  private:
    Session& session_;
    const knowledge::Tables& tables_;
    std::stop_token stop_;
};

std::string of_image(const std::string& date) {
    return date.empty() ? "an image that AWS shows no more" : "an image of " + date;
}

/// A group's machines may be of several images while they are replaced.
void add_images(ClusterStatus& status, Images& images, const std::set<std::string>& newest,
                const std::map<std::string, std::string>& of_machines) {
    std::map<std::string, std::set<std::string>> of_groups;
    for (const auto& node : status.nodes)
        if (const auto found = of_machines.find(node.instance_id); found != of_machines.end())
            of_groups[node.node_group].insert(found->second);
    for (auto& part : status.node_groups) {
        const auto name = part.resource.substr(part.resource.find('/') + 1);
        for (const auto& image : of_groups[name]) {
            const auto date = images.date(image);
            append(part.detail, of_image(date));
            if (!newest.contains(image))
                status.problems.push_back(
                    {part.resource,
                     fmt::format("nodes run {}, {}; there is a newer one", image, of_image(date)),
                     "inland upgrade --nodes replaces them"});
        }
    }
}

}  // namespace

Result<void> add_currency(Session& session, const knowledge::Tables& tables, TimePoint now,
                          std::stop_token stop, ClusterStatus& status) {
    if (!status.control_plane)
        return {};
    const auto described =
        TRY(session.aws().call("eks", "DescribeCluster", {{"name", status.name}}, stop));
    const auto version = string_or_empty(described, "cluster.version");
    if (const auto* known = tables.version(version))
        append(status.control_plane->detail, support_of(*known, now));
    Images images(session, tables, stop);
    const auto newest = images.newest(version);
    if (!newest)
        return {};  // who may not ask Systems Manager is told nothing
    add_images(status, images, *newest, TRY(images.of_machines(status)));
    return {};
}

}  // namespace inland::cli
