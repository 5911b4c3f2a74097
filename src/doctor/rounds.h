// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doctor/observations.h"
#include "sources/live/reading.h"

namespace inland::doctor {

/// One reading of observations under way.
struct Round {
    const sources::live::Reading& aws;
    const std::string& cluster;
    const knowledge::Symptoms& symptoms;
    Observations& result;

    /// A line that somebody says; lines of consoles count only where the table knows them.
    void add(knowledge::SeenIn seen, const std::string& resource, std::string line) const;
    /// Nothing, and noted, when the caller may not make the call or the endpoint lacks it.
    [[nodiscard]] Result<json::array> list(std::string_view service, std::string_view operation,
                                           std::string_view member, json::object input) const;
    [[nodiscard]] Result<json::value> call(std::string_view service, std::string_view operation,
                                           json::object input) const;
};

// Each asks one family of APIs.
Result<void> read_health(const Round& round);
Result<void> read_activities(const Round& round);
Result<void> read_consoles(const Round& round);

}  // namespace inland::doctor
