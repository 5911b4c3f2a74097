// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::live {

/// One reading under way. Readers add what they find to `topology` with AWS's ids as keys and
/// references; logical names come at the end (logical_keys.h).
struct Reading {
    const Describe& describe;
    const LiveOptions& options;
    topology::Topology& topology;
    std::vector<std::string> vpcs = {};  ///< ids of the asked cluster's networks
    /// By VPN gateway: what route tables show that it propagates. Gateways that propagate into no
    /// table that was read are not there.
    std::map<std::string, std::set<Ipv4Prefix>> propagated = {};

    [[nodiscard]] bool everything() const { return options.cluster.empty(); }
    /// Whether what no plan changes is read as well.
    [[nodiscard]] bool is_for_proof() const {
        return everything() || options.refusals == Refusals::AreUnknown;
    }

    [[nodiscard]] Result<json::value> call(std::string_view service, std::string_view operation,
                                           json::object input) const;
    /// The elements of `list` in all pages of the answer.
    [[nodiscard]] Result<json::array> list(std::string_view service, std::string_view operation,
                                           std::string_view list, json::object input = {}) const;
};

/// Whether the endpoint does not have the operation at all, which is not the same as refusing it.
bool lacks_operation(const Error& error);
/// Whether what a call was to tell stays open instead of failing the reading: the endpoint lacks
/// the call, or the caller's policies do not let it call and the options allow for that. (Wrong
/// credentials are another matter.)
bool is_left_open(const LiveOptions& options, const Error& error);
/// What a call tells of one resource; unknown where the endpoint lacks the call.
template <typename T>
Result<topology::Attribute<T>> or_unknown(Result<T> told) {
    if (told)
        return topology::Attribute<T>(std::move(*told));
    if (lacks_operation(told.error()))
        return topology::Attribute<T>::unknown();
    return std::unexpected(std::move(told).error());
}
/// Whether the resource asked for is not (or no longer) there.
bool is_gone(const Error& error);

/// A filter of EC2's Describe calls.
json::value ec2_filter(std::string_view name, const std::vector<std::string>& values);

}  // namespace inland::sources::live
