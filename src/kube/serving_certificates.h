// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/json.h"
#include "core/result.h"
#include "kube/object.h"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

/// Certificates of admission webhooks, which Inland makes itself: there is no cert-manager before
/// the first add-on, and no image that an add-on's own job would need. A manifest says where: its
/// Secret has the names that the API server calls in the annotation `serving_names`, and what must
/// trust it (a webhook configuration) names the Secret as "NAMESPACE/NAME" in `trusts`.
namespace inland::kube {

inline constexpr std::string_view serving_names = "inland.dev/serving-names";
inline constexpr std::string_view trusts = "inland.dev/trusts";

/// What the cluster has under a name; nothing where nothing is.
using FindObject = std::function<Result<std::optional<json::object>>(const ObjectName& name)>;

/// Fills in the certificates and who trusts them. A Secret of the cluster that still serves all its
/// names for a month is kept, so that nothing changes from run to run; else there is a new
/// certificate of a new authority, whose key is forgotten. Controllers read what is mounted anew.
Result<void> fill_certificates(std::vector<json::object>& objects, const FindObject& find,
                               TimePoint now);

}  // namespace inland::kube
