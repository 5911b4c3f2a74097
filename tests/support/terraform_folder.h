// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/process.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::testing {

/// A copy of Terraform configurations, run by the real Terraform against an embedded AWS: its
/// environment names the endpoint, the account and the Region. Its state is gone with it.
class TerraformFolder {
  public:
    /// The *.tf files of each folder, a path from the top of the sources. What one of them has in a
    /// folder `modules` is found at "../modules".
    TerraformFolder(const std::vector<std::string>& configurations, const std::string& endpoint);

    /// Why Terraform or its AWS provider cannot be had here; nothing when they are ready. The
    /// provider is looked for where Terraform itself does, and in INLAND_TERRAFORM_PLUGINS.
    std::optional<std::string> prepare();

    /// Runs "apply", "plan", "destroy" with the variables given ("revision=2").
    [[nodiscard]] ProcessResult apply(const std::vector<std::string>& variables = {}) const;
    [[nodiscard]] ProcessResult plan(const std::vector<std::string>& variables = {}) const;
    [[nodiscard]] ProcessResult destroy(const std::vector<std::string>& variables = {}) const;

  private:
    [[nodiscard]] ProcessResult terraform(std::vector<std::string> arguments,
                                          const std::vector<std::string>& variables) const;

    TemporaryFolder folder_;
    Variables environment_;
};

}  // namespace inland::testing
