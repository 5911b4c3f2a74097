// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/authentication.h"
#include "emulator/registry/answer.h"
#include "emulator/registry/visit.h"
#include "http/server.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace inland::emulator::registry {

/// Whom a call of the ECR API reached, so that URLs which it answers with can lead there again. A
/// part of the World, set for each request.
struct Origin {
    std::string host;
};

/// The container registries of the embedded AWS (CONTRACT.md): ECR's in every account and Region,
/// and the stand-ins, under /v2/; and the S3 bucket from which ECR's layers are downloaded. I/O
/// thread only; keeps references to what it is given.
class Registry {
  public:
    Registry(World& world, HomeAccount home, Signatures signatures,
             std::function<TimePoint()> wall_now)
        : world_(world),
          home_(std::move(home)),
          signatures_(signatures),
          wall_now_(std::move(wall_now)) {}

    /// Keeps blobs in the state folder, without those that no record names; in a temporary folder
    /// when there is none. Before the first request.
    Result<void> open(const std::optional<std::filesystem::path>& state);
    /// Whether a request is for a registry or the bucket.
    static bool owns(const http::Request& request);
    void handle(const http::Request& request, http::Responder responder);
    /// For pushes, whose bodies are not held in memory.
    http::ReceiverChooser receiver();

  private:
    Result<Visit> visit(const http::Request& request);
    Result<Answer> answer(const http::Request& request);
    void send(Result<Answer> answer, const http::Request& request, http::Responder responder);
    http::Response refusal(const Error& error, const http::Request& request) const;

    World& world_;
    HomeAccount home_;
    Signatures signatures_;
    std::function<TimePoint()> wall_now_;
};

}  // namespace inland::emulator::registry
