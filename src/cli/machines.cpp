// SPDX-License-Identifier: Apache-2.0
#include "cli/machines.h"

#include "sources/live/reading.h"

namespace inland::cli {

Result<std::vector<Machine>> machines_of(Session& session, const std::string& cluster,
                                         std::stop_token stop) {
    using sources::live::ec2_filter;
    const auto answer = TRY(session.aws().call_all(
        "ec2", "DescribeInstances",
        {{"Filters", json::array{ec2_filter("tag-key", {"kubernetes.io/cluster/" + cluster}),
                                 ec2_filter("instance-state-name", {"pending", "running"})}}},
        std::move(stop)));
    std::vector<Machine> machines;
    for (const auto& reservation : find_array(answer, "Reservations")) {
        for (const auto& instance : find_array(reservation, "Instances"))
            machines.push_back({string_or_empty(instance, "InstanceId"),
                                string_or_empty(instance, "PrivateDnsName")});
    }
    return machines;
}

}  // namespace inland::cli
