// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "http/client.h"
#include "http/stream.h"
#include "oci/registry/authenticator.h"
#include "oci/registry/login.h"
#include "oci/registry/pace.h"
#include "oci/registry/registry_address.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace inland::oci {

/// Whether a registry answers /referrers/ (distribution specification 1.1), as far as asked.
enum class ReferrersApi : std::uint8_t { Unasked, There, Missing };

/// Whether a registry gives a repository the blobs of another, as far as tried.
enum class Mounts : std::uint8_t { Untried, Work, Refused };

struct RegistryLimits {
    int attempts = 6;                                             ///< in a row without progress
    int redirects = 5;                                            ///< from one request
    std::uint64_t chunk_bytes = std::uint64_t{64} * 1024 * 1024;  ///< of an upload in parts
};

/// What all that talk to one registry share: where it is, who we are there, how fast it may be
/// asked. `logins`, `http` and `clock` must outlive it. Safe for all threads.
class Registry {
  public:
    Registry(RegistryAddress address, Logins& logins, http::Client& http, Clock& clock,
             Paces paces = {}, RegistryLimits limits = {})
        : address_(address),
          authenticator_(address, logins, http, clock),
          clock_(clock),
          paces_(std::move(paces)),
          limits_(limits) {
        stream_.ca_bundle = std::move(address.ca_bundle);
    }

    [[nodiscard]] const RegistryAddress& address() const { return address_; }
    [[nodiscard]] const RegistryLimits& limits() const { return limits_; }
    [[nodiscard]] const http::StreamOptions& stream_options() const { return stream_; }
    [[nodiscard]] const Paces& paces() const { return paces_; }
    Authenticator& authenticator() { return authenticator_; }
    Clock& clock() { return clock_; }
    /// Shared by all: what one learned, the others need not ask.
    std::atomic<ReferrersApi>& referrers_api() { return referrers_api_; }
    std::atomic<Mounts>& mounts() { return mounts_; }
    std::atomic<std::uint64_t>& requests() { return requests_; }

  private:
    RegistryAddress address_;
    Authenticator authenticator_;
    Clock& clock_;
    Paces paces_;
    RegistryLimits limits_;
    http::StreamOptions stream_;
    std::atomic<ReferrersApi> referrers_api_{ReferrersApi::Unasked};
    std::atomic<Mounts> mounts_{Mounts::Untried};
    std::atomic<std::uint64_t> requests_{0};
};

}  // namespace inland::oci
