// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/service.h"

#include <span>

/// The operations of each file of ECR, which operations.cpp puts together.
namespace inland::emulator::ecr {

std::span<const OperationRow> repository_operations();
std::span<const OperationRow> repository_setting_operations();
std::span<const OperationRow> repository_policy_operations();
std::span<const OperationRow> tag_operations();
std::span<const OperationRow> image_operations();
std::span<const OperationRow> image_list_operations();
std::span<const OperationRow> layer_operations();
std::span<const OperationRow> layer_upload_operations();
std::span<const OperationRow> authorization_operations();
std::span<const OperationRow> registry_setting_operations();
std::span<const OperationRow> pull_through_cache_operations();

}  // namespace inland::emulator::ecr
