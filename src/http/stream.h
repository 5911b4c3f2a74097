// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "http/message.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland::http {

/// Takes the body of a 2xx answer as it comes. Either call may block, and ends the request with a
/// Failed by returning false.
class BodySink {
  public:
    BodySink() = default;
    BodySink(const BodySink&) = delete;
    BodySink& operator=(const BodySink&) = delete;
    virtual ~BodySink() = default;
    /// The status line and the fields, before the first byte.
    virtual bool begin(const Response& head) = 0;
    virtual bool take(std::string_view bytes) = 0;
};

/// Gives the body of a request as the connection takes it.
class BodySource {
  public:
    BodySource() = default;
    BodySource(const BodySource&) = delete;
    BodySource& operator=(const BodySource&) = delete;
    virtual ~BodySource() = default;
    /// Fills a part of the room, at least a byte; may block. Nothing ends the request, whose body
    /// is then cut short: the peer sees a connection that broke.
    virtual std::optional<std::size_t> give(std::span<char> room) = 0;
};

struct StreamOptions {
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::seconds stall_timeout{60};  ///< without a byte either way
    std::string ca_bundle = {};              ///< a PEM file; empty: the system's
};

/// One request: its body is `source`'s when there is one. A sink gets the body of a 2xx answer; any
/// other body is in the Response, up to 8 MiB.
struct StreamRequest {
    Request head;
    BodySource* source = nullptr;
    std::uint64_t source_bytes = 0;
    BodySink* sink = nullptr;
};

/// Requests whose bodies are never whole in memory, one at a time, with connections that are kept
/// for the next ones. Fails as a Client does; like it, it neither retries nor follows redirects.
/// One thread at a time.
class StreamClient {
  public:
    StreamClient();
    StreamClient(StreamClient&&) noexcept;
    StreamClient& operator=(StreamClient&&) noexcept;
    ~StreamClient();

    Result<Response> send(StreamRequest request, const StreamOptions& options,
                          const std::stop_token& stop);

  private:
    struct Multi;
    std::unique_ptr<Multi> multi_;
};

}  // namespace inland::http
