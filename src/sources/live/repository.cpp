// SPDX-License-Identifier: Apache-2.0
#include "sources/live/document.h"
#include "sources/live/readers.h"

namespace inland::sources::live {
namespace {

using topology::Repository;

/// A repository without a policy answers that there is none; one whose policy the caller may not
/// read has any.
Result<topology::Attribute<std::string>> policy_of(const Reading& reading,
                                                   const std::string& name) {
    auto answer = reading.call("ecr", "GetRepositoryPolicy", {{"repositoryName", name}});
    if (answer)
        return text(*answer, "policyText");
    if (is_gone(answer.error()))
        return topology::Attribute<std::string>();
    if (is_left_open(reading.options, answer.error()))
        return topology::Attribute<std::string>::unknown();
    return std::unexpected(std::move(answer).error());
}

}  // namespace

/// Whoever changes a cluster changes no repository.
Result<void> read_repositories(Reading& reading) {
    if (!reading.is_for_proof())
        return {};
    for (const auto& document : TRY(reading.list("ecr", "DescribeRepositories", "repositories"))) {
        const auto name = string_or_empty(document, "repositoryName");
        auto repository = resource_of<Repository>(name, {});
        repository.repository_name = name;
        repository.arn = text(document, "repositoryArn");
        repository.policy_document = TRY(policy_of(reading, name));
        reading.topology.add(std::move(repository));
    }
    return {};
}

}  // namespace inland::sources::live
