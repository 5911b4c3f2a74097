// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/embedded_aws.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::testing {

/// A copy of one of tests/stories, with the provider and the modules that all stories share, run by
/// the real Terraform against an embedded AWS; its state is gone with it.
class StoryFolder {
  public:
    StoryFolder(std::string_view story, const EmbeddedAwsProcess& aws);

    /// Why Terraform or its AWS provider cannot be had here; nothing when they are ready.
    std::optional<std::string> prepare();
    [[nodiscard]] ProcessResult apply() const;

  private:
    [[nodiscard]] ProcessResult terraform(std::vector<std::string> arguments) const;

    TemporaryFolder folder_;
    const EmbeddedAwsProcess& aws_;
};

}  // namespace inland::testing
