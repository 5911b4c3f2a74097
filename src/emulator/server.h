// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "emulator/authentication.h"
#include "emulator/emulated_clock.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace inland::knowledge {
struct Tables;
}

namespace inland::emulator {

class World;

struct EmulatedAwsOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 4566;  ///< 0: any that is free
    Speed speed = {};
    /// Where what was answered is kept; nothing: in memory only.
    std::optional<std::filesystem::path> state = {};
    Signatures signatures = Signatures::Verified;
    HomeAccount home = {};
    std::size_t threads = 2;  ///< for proofs and the like
};

/// The embedded AWS on one port: `inland aws serve`, and tests in the same process.
class EmulatedAws {
  public:
    /// Opens the state, listens. Unavailable: the port or the state folder is in use; InvalidInput:
    /// the state is damaged. `tables` outlives it.
    static Result<std::unique_ptr<EmulatedAws>> create(EmulatedAwsOptions options,
                                                       const knowledge::Tables& tables);
    EmulatedAws(const EmulatedAws&) = delete;
    EmulatedAws& operator=(const EmulatedAws&) = delete;
    ~EmulatedAws();

    /// The port that it listens on.
    [[nodiscard]] int port() const;
    /// Serves until stop is requested; fails when the state can no longer be written. Call once.
    Result<void> run(std::stop_token stop);
    /// For tests, before run(): what the services see.
    [[nodiscard]] World& world();

  private:
    class Parts;
    explicit EmulatedAws(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace inland::emulator
