// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace inland::sources::testing {

/// Answers calls with documents of the shape that AWS's API references show. What was not recorded
/// answers an empty document, as AWS does where there is nothing.
class RecordedAws {
  public:
    struct Asked {
        std::string operation;
        json::object input;
    };

    /// The answer to one operation: each call gets the next one, the last one stays.
    RecordedAws& on(const std::string& operation, std::string_view answer) {
        answers_[operation].push_back(parse_json(answer).value());
        return *this;
    }
    RecordedAws& on_error(const std::string& operation, Error error) {
        errors_[operation] = std::move(error);
        return *this;
    }

    Describe describe() {
        return [this](std::string_view /*service*/, std::string_view operation,
                      json::object input) -> Result<json::value> {
            const std::string name(operation);
            asked.push_back({name, std::move(input)});
            if (const auto error = errors_.find(name); error != errors_.end())
                return std::unexpected(error->second);
            const auto found = answers_.find(name);
            if (found == answers_.end())
                return json::value(json::object());
            auto answer = found->second.front();
            if (found->second.size() > 1)
                found->second.erase(found->second.begin());
            return answer;
        };
    }

    [[nodiscard]] std::vector<json::object> inputs_of(std::string_view operation) const {
        std::vector<json::object> inputs;
        for (const auto& call : asked) {
            if (call.operation == operation)
                inputs.push_back(call.input);
        }
        return inputs;
    }

    std::vector<Asked> asked;

  private:
    std::map<std::string, std::vector<json::value>> answers_;
    std::map<std::string, Error> errors_;
};

inline topology::Topology read(RecordedAws& aws, const LiveOptions& options = {}) {
    auto topology = read_live(aws.describe(), options);
    if (!topology) {
        ADD_FAILURE() << topology.error().message;
        return {};
    }
    return *std::move(topology);
}

}  // namespace inland::sources::testing
