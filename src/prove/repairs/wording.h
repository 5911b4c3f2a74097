// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "topology/resource.h"

#include <string>

namespace inland::prove {

/// In which language a resource is written, as its name shows: a Terraform address, a
/// CloudFormation logical id, an AWS id. Plain: a spec's path, or what AWS makes by itself.
enum class Language { Plain, Terraform, CloudFormation, Cli };

Language language_of(const topology::Resource& resource);

/// A change in each language; "" where there is no way to say it.
struct Wording {
    std::string terraform, cloudformation, cli;
};

/// A step of a repair: the sentence and, below it, the change in the subject's own language.
std::string say(const std::string& sentence, const topology::Resource& subject,
                const Wording& wording);

/// How its language refers to a resource's id: "aws_subnet.a.id", "!Ref SubnetA", "subnet-1".
std::string reference_to(const topology::Resource& resource);

}  // namespace inland::prove
