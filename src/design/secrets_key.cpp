// SPDX-License-Identifier: Apache-2.0
#include "design/designers.h"

namespace inland::design {

/// No policy document: AWS's default leaves the key to the account's IAM.
void design_secrets_key(Drawing& drawing) {
    const auto& name = drawing.spec.name;
    auto key = make<topology::Key>(
        drawing, "secrets",
        {"spec", name.place, "EKS encrypts the cluster's Secrets with it before it stores them"});
    key.alias = "alias/inland/" + name.value;
    key.description = "Secrets of the EKS cluster " + name.value;
    key.enable_rotation = true;
    drawing.topology().add(std::move(key));
}

}  // namespace inland::design
