// SPDX-License-Identifier: Apache-2.0
#include "deploy/field_value.h"

namespace inland::deploy {

bool is_controllers_rule(const topology::SecurityGroupRule& rule) {
    return rule.description.starts_with("elbv2.k8s.aws/") ||
           rule.description.starts_with("kubernetes.io/rule/");
}

}  // namespace inland::deploy
