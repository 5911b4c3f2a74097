// SPDX-License-Identifier: Apache-2.0
#include "deploy/controllers_work.h"

#include "core/json.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace inland::deploy {

namespace {

using Thing = ControllersWork::Thing;
using Things = std::vector<Thing>;

/// At most twenty names or ARNs go into one question for tags.
constexpr std::size_t tags_at_once = 20;
constexpr Duration between_tries = std::chrono::seconds(10);
constexpr Duration longest_wait = std::chrono::minutes(10);

std::string tag_of(const json::value& tags, std::string_view key) {
    for (const auto& tag : tags.is_array() ? tags.get_array() : json::array())
        if (find_string(tag, "Key") == key)
            return string_or_empty(tag, "Value");
    return {};
}

/// Calls for one site, as they are needed here.
class Account {
  public:
    Account(const Site& site, std::stop_token stop) : site_(site), stop_(std::move(stop)) {}

    [[nodiscard]] Result<json::array> list(std::string_view service, std::string_view operation,
                                           std::string_view member, json::object input = {}) const {
        const auto answer = site_.aws.call_all(service, operation, std::move(input), stop_);
        if (!answer && answer.error().kind == ErrorKind::AccessDenied)
            return json::array();
        if (!answer)
            return std::unexpected(answer.error());
        return find_array(*answer, member);
    }
    [[nodiscard]] Result<void> call(std::string_view service, std::string_view operation,
                                    json::object input) const {
        static_cast<void>(TRY(site_.aws.call(service, operation, std::move(input), stop_)));
        return {};
    }

    /// Whether the cluster's controllers have made what has these tags.
    [[nodiscard]] bool is_theirs(const json::value& tags) const {
        return tag_of(tags, "kubernetes.io/cluster/" + site_.cluster) == "owned" ||
               tag_of(tags, "elbv2.k8s.aws/cluster") == site_.cluster;
    }

    bool rest() const { return site_.clock.wait_for(between_tries, stop_); }
    [[nodiscard]] TimePoint now() const { return site_.clock.now(); }

  private:
    const Site& site_;
    std::stop_token stop_;
};

/// Where one of Elastic Load Balancing's APIs says what there is, and what tags it has.
struct Listing {
    std::string_view service, describe, list, id, name;
    std::string_view tagged_input, tagged_id;
};
constexpr Listing classics{"elb",
                           "DescribeLoadBalancers",
                           "LoadBalancerDescriptions",
                           "LoadBalancerName",
                           "LoadBalancerName",
                           "LoadBalancerNames",
                           "LoadBalancerName"};
constexpr Listing balancers{"elasticloadbalancing", "DescribeLoadBalancers", "LoadBalancers",
                            "LoadBalancerArn",      "LoadBalancerName",      "ResourceArns",
                            "ResourceArn"};
constexpr Listing target_groups{"elasticloadbalancing", "DescribeTargetGroups", "TargetGroups",
                                "TargetGroupArn",       "TargetGroupName",      "ResourceArns",
                                "ResourceArn"};

Result<void> add_tagged(const Account& account, const Listing& listing, const Things& asked,
                        Things& found) {
    json::array ids;
    for (const auto& thing : asked)
        ids.emplace_back(thing.id);
    for (const auto& row : TRY(account.list(listing.service, "DescribeTags", "TagDescriptions",
                                            {{listing.tagged_input, std::move(ids)}}))) {
        const auto* tags = find(row, "Tags");
        const auto thing =
            std::ranges::find(asked, string_or_empty(row, listing.tagged_id), &Thing::id);
        if (tags != nullptr && account.is_theirs(*tags) && thing != asked.end())
            found.push_back(*thing);
    }
    return {};
}

Result<Things> listed(const Account& account, const Listing& listing) {
    Things found;
    Things asked;
    for (const auto& row : TRY(account.list(listing.service, listing.describe, listing.list))) {
        asked.push_back({string_or_empty(row, listing.id), string_or_empty(row, listing.name)});
        if (asked.size() == tags_at_once) {
            TRY_VOID(add_tagged(account, listing, asked, found));
            asked.clear();
        }
    }
    if (!asked.empty())
        TRY_VOID(add_tagged(account, listing, asked, found));
    return found;
}

json::object filter(std::string_view name, std::string_view value) {
    return {{"Filters", json::array{json::object{{"Name", name}, {"Values", json::array{value}}}}}};
}

/// Groups of other names that bear the tag are EKS's own, or the user's.
Result<Things> their_groups(const Account& account, const std::string& cluster) {
    Things found;
    for (const auto& [name, value] :
         {std::pair("tag:kubernetes.io/cluster/" + cluster, std::string("owned")),
          std::pair(std::string("tag:elbv2.k8s.aws/cluster"), cluster)})
        for (const auto& row : TRY(account.list("ec2", "DescribeSecurityGroups", "SecurityGroups",
                                                filter(name, value)))) {
            Thing group{string_or_empty(row, "GroupId"), string_or_empty(row, "GroupName")};
            const bool is_new = std::ranges::find(found, group.id, &Thing::id) == found.end();
            if (is_new && group.name.starts_with("k8s-"))
                found.push_back(std::move(group));
        }
    return found;
}

/// Of the VPC CNI: a node that ends in a hurry leaves its further interfaces behind.
Result<Things> left_interfaces(const Account& account, const std::string& cluster) {
    Things found;
    for (const auto& row : TRY(account.list("ec2", "DescribeNetworkInterfaces", "NetworkInterfaces",
                                            filter("tag:cluster.k8s.amazonaws.com/name", cluster))))
        if (string_or_empty(row, "Status") == "available")
            found.push_back(
                {string_or_empty(row, "NetworkInterfaceId"), string_or_empty(row, "Description")});
    return found;
}

/// The rules of other groups that name this one keep it from going.
Result<void> withdraw_rules(const Account& account, const std::string& group) {
    for (const auto& other : TRY(account.list("ec2", "DescribeSecurityGroups", "SecurityGroups",
                                              filter("ip-permission.group-id", group))))
        for (const auto& permission : find_array(other, "IpPermissions")) {
            json::array pairs;
            for (const auto& pair : find_array(permission, "UserIdGroupPairs"))
                if (find_string(pair, "GroupId") == group)
                    pairs.push_back(json::object{{"GroupId", group}});
            if (pairs.empty())
                continue;
            json::object rule{{"UserIdGroupPairs", std::move(pairs)}};
            for (const auto* member : {"IpProtocol", "FromPort", "ToPort"})
                if (const auto* value = find(permission, member))
                    rule[member] = *value;
            TRY_VOID(account.call("ec2", "RevokeSecurityGroupIngress",
                                  {{"GroupId", string_or_empty(other, "GroupId")},
                                   {"IpPermissions", json::array{std::move(rule)}}}));
        }
    return {};
}

/// Whether it is gone; not while a balancer's interfaces are still there.
Result<bool> delete_group(const Account& account, const std::string& group) {
    const auto deleted = account.call("ec2", "DeleteSecurityGroup", {{"GroupId", group}});
    if (deleted || deleted.error().code == "InvalidGroup.NotFound")
        return true;
    if (deleted.error().code == "DependencyViolation")
        return false;
    return std::unexpected(deleted.error());
}

Result<void> delete_group_in_time(const Account& account, const Thing& group) {
    const auto until = account.now() + longest_wait;
    while (!TRY(delete_group(account, group.id))) {
        if (account.now() >= until)
            return failure(ErrorKind::Timeout, fmt::format("security group {} ({}) is still in use",
                                                           group.name, group.id));
        if (!account.rest())
            return failure(ErrorKind::Interrupted, "interrupted");
    }
    return {};
}

Result<void> delete_all(const Account& account, const Things& things, std::string_view service,
                        std::string_view operation, std::string_view member) {
    for (const auto& thing : things)
        TRY_VOID(account.call(service, operation, {{member, thing.id}}));
    return {};
}

/// A Service's target groups may be used until its balancer's listeners are gone, which they are
/// with it.
Result<void> delete_used(const Account& account, const ControllersWork& work) {
    TRY_VOID(delete_all(account, work.target_groups, "elasticloadbalancing", "DeleteTargetGroup",
                        "TargetGroupArn"));
    for (const auto& group : work.security_groups)
        TRY_VOID(withdraw_rules(account, group.id));
    for (const auto& group : work.security_groups)
        TRY_VOID(delete_group_in_time(account, group));
    return delete_all(account, work.interfaces, "ec2", "DeleteNetworkInterface",
                      "NetworkInterfaceId");
}

void add_lines(std::vector<std::string>& lines, std::string_view noun, const Things& things) {
    for (const auto& thing : things)
        lines.push_back(fmt::format("{} {}", noun, thing.name.empty() ? thing.id : thing.name));
}

}  // namespace

bool ControllersWork::empty() const {
    return lines().empty();
}

std::vector<std::string> ControllersWork::lines() const {
    std::vector<std::string> lines;
    add_lines(lines, "load balancer", classic_balancers);
    add_lines(lines, "load balancer", balancers);
    add_lines(lines, "target group", target_groups);
    add_lines(lines, "security group", security_groups);
    add_lines(lines, "network interface", interfaces);
    return lines;
}

Result<ControllersWork> controllers_work(const Site& site, std::stop_token stop) {
    const Account account(site, std::move(stop));
    ControllersWork work;
    work.classic_balancers = TRY(listed(account, classics));
    work.balancers = TRY(listed(account, balancers));
    work.target_groups = TRY(listed(account, target_groups));
    work.security_groups = TRY(their_groups(account, site.cluster));
    work.interfaces = TRY(left_interfaces(account, site.cluster));
    return work;
}

Result<void> remove_controllers_work(const Site& site, const ControllersWork& work,
                                     std::stop_token stop) {
    const Account account(site, std::move(stop));
    TRY_VOID(delete_all(account, work.classic_balancers, "elb", "DeleteLoadBalancer",
                        "LoadBalancerName"));
    TRY_VOID(delete_all(account, work.balancers, "elasticloadbalancing", "DeleteLoadBalancer",
                        "LoadBalancerArn"));
    return delete_used(account, work);
}

}  // namespace inland::deploy
