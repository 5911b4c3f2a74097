// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"
#include "topology/ownership.h"

#include <set>

namespace inland::sources::live {
namespace {

using topology::InstanceProfile;

/// "arn:aws:iam::123456789012:instance-profile/inland/atlas/nodes" → "nodes".
std::string name_in(std::string_view name_or_arn) {
    return std::string(name_or_arn.substr(name_or_arn.rfind('/') + 1));
}

/// Those of the cluster's path, and those that launch templates name: an account's other profiles
/// are no concern of its clusters.
Result<std::set<std::string>> names_of(const Reading& reading) {
    std::set<std::string> names;
    for (const auto& [key, made] : reading.topology.all<topology::LaunchTemplate>())
        if (made.instance_profile.is_known())
            names.insert(name_in(made.instance_profile.value().key));
    if (reading.everything())
        return names;
    const auto own =
        TRY(reading.list("iam", "ListInstanceProfiles", "InstanceProfiles",
                         {{"PathPrefix", "/inland/" + reading.options.cluster + "/"}}));
    for (const auto& profile : own)
        names.insert(string_or_empty(profile, "InstanceProfileName"));
    return names;
}

/// IAM is global: a cluster of the same name in another Region has profiles under the same path.
bool is_of_another_region(const Reading& reading, const InstanceProfile& profile) {
    const auto region = topology::tag_value(profile.tags, "inland.dev/region");
    return !region.empty() && !reading.options.region.empty() && region != reading.options.region;
}

InstanceProfile profile_of(const json::value& document) {
    auto profile = resource_of<InstanceProfile>(string_or_empty(document, "InstanceProfileName"),
                                                tag_list(document));
    profile.profile_name = profile.id;
    profile.path = text(document, "Path");
    profile.role = reference<topology::Role>(document, "Roles.0.RoleName");
    profile.arn = text(document, "Arn");
    return profile;
}

}  // namespace

Result<void> read_instance_profiles(Reading& reading) {
    for (const auto& name : TRY(names_of(reading))) {
        const auto answer =
            reading.call("iam", "GetInstanceProfile", {{"InstanceProfileName", name}});
        if (!answer && is_gone(answer.error()))
            continue;  // a template still names a profile that has gone
        auto profile = profile_of(find_object(TRY(answer), "InstanceProfile"));
        if (!is_of_another_region(reading, profile))
            reading.topology.add(std::move(profile));
    }
    return {};
}

}  // namespace inland::sources::live
