// SPDX-License-Identifier: Apache-2.0
#include "deploy/lease.h"

#include "core/crypto.h"
#include "core/json.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace inland::deploy {

namespace {

/// How long a run may be silent before another may take over, and how often it speaks.
constexpr auto time_to_live = std::chrono::minutes(2);
constexpr auto renewal = std::chrono::seconds(30);

struct Holding {
    int epoch = 0;
    std::string state;  ///< "running" | "completed" | "given-up"
    std::string run_id;
    std::string holder;
    TimePoint expires;
};

std::string folder_of(std::string_view cluster) {
    return fmt::format("/inland/{}/lease", cluster);
}

std::optional<Holding> parse_holding(const json::value& parameter) {
    const auto name = string_or_empty(parameter, "Name");
    const auto number = std::string_view(name).substr(name.rfind('/') + 1);
    Holding holding;
    if (std::from_chars(number.data(), number.data() + number.size(), holding.epoch).ec !=
        std::errc{})
        return std::nullopt;
    const auto value = parse_json(string_or_empty(parameter, "Value"));
    if (!value)
        return holding;
    holding.state = string_or_empty(*value, "state");
    holding.run_id = string_or_empty(*value, "run");
    holding.holder = string_or_empty(*value, "holder");
    holding.expires = parse_iso8601(string_or_empty(*value, "expires")).value_or(TimePoint{});
    return holding;
}

/// The newest lease of the cluster, if there ever was one.
Result<std::optional<Holding>> newest_holding(aws::Client& aws, const std::string& cluster,
                                              std::stop_token stop) {
    const auto answer = TRY(aws.call_all("ssm", "GetParametersByPath",
                                         {{"Path", folder_of(cluster)}}, std::move(stop)));
    std::optional<Holding> newest;
    for (const auto& parameter : find_array(answer, "Parameters"))
        if (auto holding = parse_holding(parameter);
            holding && (!newest || holding->epoch > newest->epoch))
            newest = std::move(holding);
    return newest;
}

std::unexpected<Error> held(const std::string& cluster, const Holding& holding) {
    return failure(ErrorKind::InUse,
                   fmt::format("another run on {} is under way ({}); its lease ends at {} unless "
                               "it renews it",
                               cluster, holding.holder, iso8601(holding.expires)));
}

}  // namespace

Result<std::unique_ptr<Lease>> Lease::acquire(aws::Client& aws, Clock& wall_clock,
                                              std::string cluster, Holder holder,
                                              std::stop_token stop) {
    std::unique_ptr<Lease> lease(new Lease(aws, wall_clock, std::move(cluster), holder.name));
    const auto newest = TRY(newest_holding(aws, lease->cluster_, stop));
    if (newest && newest->state == "running" && newest->expires > wall_clock.now() &&
        !(holder.is_gone && holder.is_gone(newest->holder)))
        return held(lease->cluster_, *newest);
    lease->continues_ = newest && newest->state != "completed" && !newest->run_id.empty();
    lease->run_id_ = lease->continues_ ? newest->run_id : random_text(32);
    lease->epoch_ = newest ? newest->epoch + 1 : 1;
    TRY_VOID(lease->create());
    return lease;
}

std::string Lease::parameter(int epoch) const {
    return fmt::format("{}/{}", folder_of(cluster_), epoch);
}

std::string Lease::value(std::string_view state, TimePoint expires) const {
    return json::serialize(json::value{
        {"run", run_id_}, {"holder", holder_}, {"state", state}, {"expires", iso8601(expires)}});
}

Result<void> Lease::create() {
    renewed_ = clock_.now();
    const auto made = aws_.call("ssm", "PutParameter",
                                {{"Name", parameter(epoch_)},
                                 {"Type", "String"},
                                 {"Overwrite", false},
                                 {"Value", value("running", renewed_ + time_to_live)}});
    if (made)
        return {};
    if (made.error().code == "ParameterAlreadyExists")
        return failure(ErrorKind::InUse,
                       fmt::format("another run on {} began at the same moment", cluster_));
    return std::unexpected(made.error());
}

Result<void> Lease::write(std::string_view state, TimePoint expires) {
    TRY(aws_.call("ssm", "PutParameter",
                  {{"Name", parameter(epoch_)},
                   {"Type", "String"},
                   {"Overwrite", true},
                   {"Value", value(state, expires)}}));
    return {};
}

Result<void> Lease::check() {
    const std::scoped_lock lock(mutex_);
    const auto newer = aws_.call("ssm", "GetParameter", {{"Name", parameter(epoch_ + 1)}});
    if (newer)
        return failure(ErrorKind::InUse,
                       fmt::format("another run on {} took over; this one stops", cluster_));
    if (newer.error().code != "ParameterNotFound")
        return std::unexpected(newer.error());
    if (const auto now = clock_.now(); now - renewed_ >= renewal) {
        TRY_VOID(write("running", now + time_to_live));
        renewed_ = now;
    }
    return {};
}

Result<void> Lease::complete() {
    const std::scoped_lock lock(mutex_);
    TRY_VOID(write("completed", clock_.now()));
    // Older epochs have nothing to say any more.
    for (int epoch = epoch_ - 1; epoch > 0 && epoch >= epoch_ - 3; --epoch)
        if (const auto gone = aws_.call("ssm", "DeleteParameter", {{"Name", parameter(epoch)}});
            !gone && gone.error().code != "ParameterNotFound")
            return std::unexpected(gone.error());
    return {};
}

Result<void> Lease::give_up() {
    const std::scoped_lock lock(mutex_);
    return write("given-up", clock_.now());
}

Result<void> Lease::erase() {
    const std::scoped_lock lock(mutex_);
    const auto answer =
        TRY(aws_.call_all("ssm", "GetParametersByPath", {{"Path", folder_of(cluster_)}}));
    for (const auto& held_parameter : find_array(answer, "Parameters"))
        TRY(aws_.call("ssm", "DeleteParameter",
                      {{"Name", string_or_empty(held_parameter, "Name")}}));
    return {};
}

}  // namespace inland::deploy
