// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "sources/terraform/block_expression.h"
#include "sources/terraform/instance.h"
#include "sources/terraform/language/block.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::sources::terraform {

/// The .tf files of a plan's modules. A plan leaves out what locals and dynamic blocks refer to;
/// the files that it was made of say so. Owns what it read; immutable.
class SourceFiles {
  public:
    SourceFiles() = default;
    /// Reads the files in `folder` and in the folders of the modules that `root` (a plan's
    /// configuration) calls. A module whose files cannot be read, or do not hold the resources that
    /// the plan holds, is left out: nothing is guessed from files that the plan was not made of.
    static SourceFiles beside(const std::filesystem::path& folder, const json::object& root);

    /// The expression of local.NAME, or of a member of it ({"a", "subnets"}) when it is written as
    /// an object.
    [[nodiscard]] std::optional<BlockExpression> local(
        std::string_view module, std::string_view name,
        const std::vector<std::string>& members) const;
    /// The expression of an argument of a module's call, or of one member of it.
    [[nodiscard]] std::optional<BlockExpression> argument(
        std::string_view module, std::string_view call, std::string_view name,
        const std::vector<std::string>& members) const;
    /// The expression in a block of a resource: see block_expression.
    [[nodiscard]] std::optional<BlockExpression> in_block(std::string_view module,
                                                          const Instance& instance,
                                                          std::string_view path) const;

    /// The whole expression of local.NAME, or of an argument of a resource, as it is written;
    /// nullptr where the files do not tell.
    [[nodiscard]] const std::vector<language::Token>* local(std::string_view module,
                                                            std::string_view name) const;
    [[nodiscard]] const std::vector<language::Token>* argument(std::string_view module,
                                                               const Instance& instance,
                                                               std::string_view name) const;

  private:
    void load(const std::filesystem::path& folder, const json::object& module,
              const std::string& path);
    [[nodiscard]] const language::Block* module(std::string_view path) const;
    [[nodiscard]] const language::Block* locals_with(std::string_view module,
                                                     std::string_view name) const;

    std::filesystem::path root_;
    std::map<std::string, std::string, std::less<>> installed_;  ///< module path → folder
    std::map<std::string, language::Block, std::less<>> modules_;
};

}  // namespace inland::sources::terraform
