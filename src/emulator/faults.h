// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/model.h"
#include "core/json.h"
#include "core/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator {

enum class FaultKind {
    Throttling,    ///< refused as asked too often
    Error,         ///< refused with `code`, `status`, `message`
    Latency,       ///< answered after `latency` of the wall clock
    LostResponse,  ///< carried out, and the connection breaks instead of an answer
    Capacity,      ///< refused as AWS does that has no machine to give
    Boot,          ///< a machine starts and its system never comes up
};

/// What is to go wrong, and for whom: "*" is every service or operation.
struct FaultRule {
    FaultKind kind = FaultKind::Error;
    std::string service = "*";
    std::string operation = "*";
    std::optional<std::int64_t> count = {};  ///< how often still; nothing: for ever
    double probability = 1;
    std::string code = {};
    int status = 0;
    std::string message = {};
    std::chrono::milliseconds latency{0};

    /// {"kind": "throttling|error|latency|lost-response|capacity|boot", "service", "operation",
    /// "count", "probability", "code", "status", "message", "latencyMilliseconds"}.
    static Result<FaultRule> from_json(const json::value& document);
    [[nodiscard]] json::object to_json() const;
};

enum class Delivery { Answered, Lost };

/// What one call meets with.
struct Misfortune {
    std::optional<Error> error = {};
    std::chrono::milliseconds latency{0};
    Delivery delivery = Delivery::Answered;
};

/// The faults that a test asked for, in the order in which it did. I/O thread only; lives as long
/// as the server. Probabilities are drawn from a fixed seed, so that a run can be repeated.
class Faults {
  public:
    void add(FaultRule rule) { rules_.push_back(std::move(rule)); }
    void clear() { rules_.clear(); }
    [[nodiscard]] json::array to_json() const;
    /// What this call meets with; counts it.
    Misfortune strike(const aws::Service& service, std::string_view operation);
    /// The capacity that a launch by AWS itself lacks, counted as one of RunInstances.
    std::optional<Error> strike_launch();
    /// Whether the next machine's system does not come up; counted as one of RunInstances.
    bool strike_boot();

  private:
    bool hits(FaultRule& rule, std::string_view service, std::string_view operation);

    std::vector<FaultRule> rules_;
    std::mt19937 random_{1};
};

}  // namespace inland::emulator
