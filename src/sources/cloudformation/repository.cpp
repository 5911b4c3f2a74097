// SPDX-License-Identifier: Apache-2.0
// Amazon ECR: repositories and who may use them.
#include "sources/cloudformation/readers.h"

#include <array>

namespace inland::sources::cloudformation {

namespace {

using namespace topology;

void read_repository(Reading& reading, const Declared& declared) {
    const Reader reader(reading, declared);
    auto repository = reader.resource<Repository>();
    repository.repository_name = reader.name("RepositoryName");
    repository.policy_document = reader.document("RepositoryPolicyText");
    reading.topology.add(std::move(repository));
}

constexpr std::array rows{
    ReaderRow{"AWS::ECR::Repository", read_repository, Repository::type},
};

}  // namespace

std::span<const ReaderRow> repository_readers() {
    return rows;
}

}  // namespace inland::sources::cloudformation
