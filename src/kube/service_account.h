// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "kube/object.h"

#include <string_view>

namespace inland::kube {

/// By which EKS's webhook learns which role a service account's pods get (EKS User Guide, Assign
/// IAM roles to Kubernetes service accounts).
inline constexpr std::string_view role_annotation = "eks.amazonaws.com/role-arn";

ObjectName service_account_name(std::string_view name_space, std::string_view name);

/// The role that a ServiceAccount names, or "". Pure, as all below.
std::string_view role_of_account(const json::object& account);
/// Whether Inland made it; others are somebody's own, of which Inland says the role alone.
bool is_inlands_account(const json::object& account);

/// What is to be applied so that the account names the role, or with "" none any more; `found` is
/// the account as it is, empty when there is none.
json::object account_with_role(const ObjectName& name, std::string_view role_arn,
                               const json::object& found);

/// A namespace to put one into.
json::object new_namespace(std::string_view name);

}  // namespace inland::kube
