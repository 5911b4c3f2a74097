// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/terraform/reader.h"

#include <span>
#include <string_view>

namespace inland::sources::terraform {

/// Notes as missing what a plan makes that may matter to the proof and that no reader of `read`
/// (the types that have one) takes in: a firewall, a stack of CloudFormation, a resource of another
/// provider that speaks of AWS.
void note_unread(Reading& reading, const std::vector<std::string_view>& read);

}  // namespace inland::sources::terraform
