// SPDX-License-Identifier: Apache-2.0
// Amazon ECR: repositories and who may use them.
#include "sources/terraform/readers.h"

#include <array>

namespace inland::sources::terraform {

namespace {

using namespace topology;

void read_repository(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    auto repository = reader.resource<Repository>();
    repository.repository_name = reader.text("name");
    repository.arn = reader.text("arn");
    if (repository.arn.is_unknown())
        repository.arn = {};
    // What this plan does not make may have a policy that it does not tell of.
    if (!repository.id.empty())
        repository.policy_document = decltype(repository.policy_document)::unknown(reader.place());
    reading.topology.add(std::move(repository));
}

void read_policy(Reading& reading, const Instance& instance) {
    const Reader reader(reading, instance);
    const auto of = reader.reference_by_name<Repository>("repository");
    auto* repository = of.is_known() ? subject<Repository>(reading, {of.value().key}) : nullptr;
    if (repository != nullptr)
        repository->policy_document = reader.text("policy");
    else if (of.is_unknown())
        make_unknown(reading, &Repository::policy_document);
}

constexpr std::array rows{
    ReaderRow{"aws_ecr_repository", read_repository},
    ReaderRow{"aws_ecr_repository_policy", read_policy},
};

}  // namespace

std::span<const ReaderRow> repository_readers() {
    return rows;
}

}  // namespace inland::sources::terraform
