// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/embedded_aws.h"

#include <optional>
#include <string>
#include <vector>

namespace inland::testing {

/// An embedded AWS with a network that somebody else made (tests/peers/given/network.py), and a
/// spec of a cluster in it.
class GivenWorld {
  public:
    explicit GivenWorld(std::string speed = "instant") : aws(std::move(speed)) {}

    /// Makes a variant of the network and writes the example's spec for it; why it cannot on this
    /// machine. Other failures fail the test.
    std::optional<std::string> make(const std::string& variant);
    /// The example's spec in these subnets; with another `connect` block where one is given.
    [[nodiscard]] std::string write_spec(const std::vector<std::string>& subnets,
                                         const std::string& connect = {}) const;
    /// All that EC2 tells of the network.
    [[nodiscard]] std::string shown() const;
    /// "apply" → `inland apply SPEC …`.
    [[nodiscard]] ProcessResult inland(std::vector<std::string> arguments) const;
    /// What `inland aws connect` says to somebody: "connected to …" at its end, or why not.
    [[nodiscard]] ProcessResult connect(const std::string& target, const std::string& who) const;

    EmbeddedAwsProcess aws;
    std::string vpc;
    std::vector<std::string> subnets;
    std::string spec;
    std::string before;  ///< the network as it was made
};

}  // namespace inland::testing
