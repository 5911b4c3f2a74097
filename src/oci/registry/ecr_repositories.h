// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/copy/copy.h"
#include "oci/registry/ecr_logins.h"

#include <map>
#include <string>

namespace inland::oci {

/// How new repositories of Amazon ECR are made.
struct RepositorySettings {
    std::string tag_mutability = "IMMUTABLE";
    bool scan_on_push = true;
    std::string kms_key = {};           ///< of the encryption; empty: AES256
    std::string lifecycle_policy = {};  ///< JSON text; empty: none
    std::map<std::string, std::string> tags = {};
};

/// Makes repositories where the target is Amazon ECR, which has none until they are made. Those
/// that are there are left as they are.
class EcrRepositories final : public Repositories {
  public:
    EcrRepositories(AwsClientFor aws, RepositorySettings settings)
        : aws_(std::move(aws)), settings_(std::move(settings)) {}

    Result<void> prepare(std::string_view registry, std::string_view repository,
                         std::stop_token stop) override;

  private:
    AwsClientFor aws_;
    RepositorySettings settings_;
};

}  // namespace inland::oci
