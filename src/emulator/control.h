// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/authentication.h"
#include "emulator/emulated_clock.h"
#include "emulator/faults.h"
#include "emulator/metrics.h"
#include "emulator/world.h"
#include "http/server.h"

#include <string>

namespace inland::emulator {

/// The emulator's own pages beside AWS's: /metrics and what is under /_inland/ (CONTRACT.md, "The
/// embedded AWS"). I/O thread only; keeps references to what it is given.
class Control {
  public:
    Control(World& world, const EmulatedClock& clock, Metrics& metrics, Faults& faults,
            HomeAccount home)
        : world_(world),
          clock_(clock),
          metrics_(metrics),
          faults_(faults),
          home_(std::move(home)) {}

    /// Whether the path is one of the emulator's own.
    static bool owns(const http::Request& request);
    void handle(const http::Request& request, http::Responder responder);

  private:
    struct Page;

    http::Response health(const http::Request& request);
    http::Response machines(const http::Request& request);
    http::Response clock(const http::Request& request);
    http::Response history(const http::Request& request);
    http::Response resolve(const http::Request& request);
    http::Response connect(const http::Request& request);
    http::Response authority(const http::Request& request);
    http::Response metrics(const http::Request& request);
    http::Response list_faults(const http::Request& request);
    http::Response add_faults(const http::Request& request);
    http::Response clear_faults(const http::Request& request);
    http::Response list_routers(const http::Request& request);
    http::Response set_router(const http::Request& request);
    http::Response list_names(const http::Request& request);
    http::Response set_name(const http::Request& request);
    http::Response reset(const http::Request& request);

    [[nodiscard]] json::value speed() const;

    World& world_;
    const EmulatedClock& clock_;
    Metrics& metrics_;
    Faults& faults_;
    HomeAccount home_;
};

}  // namespace inland::emulator
