// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json.h"
#include "knowledge/tables.h"

#include <map>
#include <string>

namespace inland::render {

/// The reporting descriptors of a SARIF run, each made when a result first names it. The text of
/// "node.ecr-api/no-endpoint" is what the tables say of the flow and of the cause.
class SarifRules {
  public:
    explicit SarifRules(const knowledge::Tables& tables) : tables_(tables) {}

    /// Where the rule stands in the list, which it joins when it is new.
    std::size_t index_of(const std::string& rule);
    [[nodiscard]] json::array descriptors() && { return std::move(descriptors_); }

  private:
    const knowledge::Tables& tables_;
    std::map<std::string, std::size_t> indices_;
    json::array descriptors_;
};

}  // namespace inland::render
