// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace inland::topology {

/// A KMS key, found by its alias.
struct Key : Resource {
    static constexpr std::string_view type = "key";
    static constexpr std::string_view terraform_type = "aws_kms_key";
    static constexpr std::string_view cloudformation_type = "AWS::KMS::Key";

    Attribute<std::string> alias;  ///< "alias/inland/CLUSTER"
    Attribute<std::string> description;
    Attribute<std::string> policy_document;
    Attribute<bool> enable_rotation;
    Attribute<std::string> state;  ///< "Enabled", "PendingDeletion"
    Attribute<std::string> arn;

    static constexpr auto fields() {
        return std::tuple(
            Field("alias", &Key::alias, OnChange::Replace, "", ""),
            Field("description", &Key::description, OnChange::Update, "description", "Description"),
            Field("policy_document", &Key::policy_document, OnChange::Update, "policy",
                  "KeyPolicy"),
            Field("enable_rotation", &Key::enable_rotation, OnChange::Update, "enable_key_rotation",
                  "EnableKeyRotation"),
            Field("state", &Key::state, OnChange::Ignore, "", ""),
            Field("arn", &Key::arn, OnChange::Ignore, "arn", "Arn"));
    }
    bool operator==(const Key&) const = default;
};

}  // namespace inland::topology
