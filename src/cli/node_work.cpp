// SPDX-License-Identifier: Apache-2.0
#include "cli/node_work.h"

#include "cli/time_there.h"
#include "upgrade/pods.h"

#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::cli {

Result<json::value> NodeWork::read(std::string_view service, std::string_view operation,
                                   json::object input) {
    return session_.aws().call_all(service, operation, std::move(input), stop());
}

Result<json::value> NodeWork::change(std::string_view service, std::string_view operation,
                                     json::object input) {
    TRY_VOID(lease_.check());
    auto answer = session_.aws().call(service, operation, std::move(input), stop());
    if (!answer && answer.error().code == aws::answer_lost_code)
        return json::value(json::object());
    return answer;
}

Result<void> NodeWork::wait(Duration duration) {
    if (!clock().wait_for(duration, stop()))
        return failure(ErrorKind::Interrupted,
                       "stopped; the same command goes on from here, and the cluster serves "
                       "meanwhile");
    return {};
}

Result<std::vector<json::object>> NodeWork::list(const std::string& api_version,
                                                 const std::string& kind) {
    auto* kubernetes = TRY(api());
    return kubernetes_.patiently([&] { return kubernetes->list(api_version, kind, stop()); });
}

Result<void> NodeWork::in_cluster(const std::function<Result<void>(kube::Api&)>& act) {
    TRY_VOID(lease_.check());
    return act(*TRY(api()));
}

TimePoint NodeWork::time_there() {
    return cli::time_there(session_, stop());
}

Result<std::string> newest_image(NodeWork& work, const std::string& parameter) {
    const auto answer = TRY(work.read("ssm", "GetParameter", {{"Name", parameter}}));
    return string_or_empty(answer, "Parameter.Value");
}

Result<std::string> who_holds(NodeWork& work, const std::vector<std::string>& nodes) {
    const auto pods = TRY(work.list("v1", "Pod"));
    const auto budgets = TRY(work.list("policy/v1", "PodDisruptionBudget"));
    std::vector<std::string> held;
    for (const auto& node : nodes)
        std::ranges::move(upgrade::held_pods(upgrade::pods_to_move(pods, node), budgets),
                          std::back_inserter(held));
    return fmt::format("{}", fmt::join(held, ", "));
}

}  // namespace inland::cli
