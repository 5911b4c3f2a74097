// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace inland::bench {

/// Files of many security groups of sixty rules each, as the tools that make such files write them.
/// Always the same for the same number of groups.

/// `terraform show -json`, Terraform 1.11: planned values, changes with their marks, configuration.
std::string terraform_plan_text(int groups);
/// Of a plan the changes alone, without marks: what is read of it, and nothing else.
std::string terraform_changes_text(int groups);
std::string cloudformation_json_text(int groups);
std::string cloudformation_yaml_text(int groups);
/// `aws ec2 describe-security-groups`, which prints with four spaces a level.
std::string security_groups_answer(int groups);

}  // namespace inland::bench
