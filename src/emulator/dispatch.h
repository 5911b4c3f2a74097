// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "emulator/authentication.h"
#include "emulator/faults.h"
#include "emulator/metrics.h"
#include "emulator/service.h"
#include "http/server.h"

#include <chrono>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace inland::emulator {

struct DispatchOptions {
    Signatures signatures = Signatures::Verified;
    HomeAccount home = {};
    std::string speed = "1";  ///< announced in x-inland-speed
    /// The wall's clock, by which signatures are judged.
    std::function<TimePoint()> wall_now = {};
    /// Runs a task later by the wall's clock, on the I/O thread.
    std::function<void(std::chrono::milliseconds, std::function<void()>)> later = {};
};

/// Every AWS call: finds the service, proves the caller, decodes, lets the service's handler do it,
/// encodes. I/O thread only; keeps references to what it is given.
class Dispatcher {
  public:
    Dispatcher(World& world, std::span<const ServiceRow> services, Metrics& metrics, Faults& faults,
               DispatchOptions options);

    void handle(const http::Request& request, http::Responder responder);

  private:
    struct Answer {
        http::Response response;
        Misfortune met = {};
    };
    /// One request on its way through.
    struct Passage {
        const http::Request& request;
        const aws::Service& service;
        std::string operation;  ///< as the request names it, until it is known
        std::string request_id;
    };

    Answer answer(const http::Request& request);
    Answer answer_for(Passage& passage);
    Result<http::Response> carry_out(Passage& passage, Misfortune& met);
    Result<http::Response> run(const Passage& passage, const aws::Operation& operation,
                               const Caller& caller, const json::object& input);
    Error not_emulated(const Passage& passage);
    Answer unknown_service(const http::Request& request, const Error& error);
    void deliver(Answer answer, http::Responder responder);

    World& world_;
    std::map<std::string, std::map<std::string, Handler, std::less<>>, std::less<>> handlers_;
    Metrics& metrics_;
    Faults& faults_;
    DispatchOptions options_;
};

/// "4b8f3c1a-...": the form of AWS's request ids (UUID version 4).
std::string new_request_id();

}  // namespace inland::emulator
