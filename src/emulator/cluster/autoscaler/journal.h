// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/cluster/api/objects.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inland::emulator::autoscaler {

/// What an autoscaler remembers between its turns, and its log: one record per cluster, of the pod
/// that it is. Another pod begins anew.
class Journal {
  public:
    Journal(cluster::Objects& objects, const json::object& pod);

    /// Kept until now, under a name: "unneeded/NODE", "backoff/GROUP", "added".
    [[nodiscard]] std::optional<TimePoint> time(std::string_view name) const;
    void set_time(std::string_view name, TimePoint time);
    void forget(std::string_view name);
    /// Forgets the times whose names begin so and end in none of these.
    void keep_only(std::string_view prefix, const std::vector<std::string>& ends);

    [[nodiscard]] std::string text(std::string_view name) const;
    void set_text(std::string_view name, std::string value);

    /// A line as klog writes it: "I1123 10:00:00.000000       1 static_autoscaler.go:287] …". The
    /// last few hundred are kept.
    void log(char severity, std::string_view where, std::string_view message);
    void save();

  private:
    cluster::Objects& objects_;
    json::object record_;
};

/// The lines that the pod, if it is a cluster-autoscaler, has written; nothing for other pods.
std::optional<std::vector<std::string>> autoscaler_log(const cluster::Objects& objects,
                                                       const json::object& pod);

}  // namespace inland::emulator::autoscaler
