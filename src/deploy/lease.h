// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/client.h"
#include "core/clock.h"
#include "core/result.h"

#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace inland::deploy {

/// Keeps two runs on one cluster apart: the SSM parameter `/inland/CLUSTER/lease/N`, created
/// without overwriting, so that of two creators one fails. Taking over an expired or given-up lease
/// creates N+1 under the same run id, so that client tokens find what the earlier run made. By the
/// wall clock. Safe for all threads.
class Lease {
  public:
    struct Holder {
        std::string name;
        /// Whether another holder, by its name, surely ended without saying so.
        std::function<bool(const std::string& name)> is_gone;
    };

    /// InUse, with who holds it and until when, while another run does.
    static Result<std::unique_ptr<Lease>> acquire(aws::Client& aws, Clock& wall_clock,
                                                  std::string cluster, Holder holder,
                                                  std::stop_token stop);

    /// The run that this one is or goes on with.
    [[nodiscard]] const std::string& run_id() const { return run_id_; }
    /// Whether an earlier run under this id was not completed: what it made may still be hidden.
    [[nodiscard]] bool continues() const { return continues_; }

    /// To be called before each change: InUse when a newer epoch exists. Renews when it is time.
    Result<void> check();
    /// The run is complete: the next one has a new id. Or given up: the next one goes on with it.
    Result<void> complete();
    Result<void> give_up();
    /// Removes every trace of the cluster's leases, as the last act of a destroy.
    Result<void> erase();

  private:
    Lease(aws::Client& aws, Clock& wall_clock, std::string cluster, std::string holder)
        : aws_(aws), clock_(wall_clock), cluster_(std::move(cluster)), holder_(std::move(holder)) {}
    [[nodiscard]] std::string parameter(int epoch) const;
    [[nodiscard]] std::string value(std::string_view state, TimePoint expires) const;
    Result<void> write(std::string_view state, TimePoint expires);
    Result<void> create();

    aws::Client& aws_;
    Clock& clock_;
    std::string cluster_;
    std::string holder_;
    std::string run_id_;
    int epoch_ = 0;
    bool continues_ = false;
    std::mutex mutex_;
    TimePoint renewed_;
};

}  // namespace inland::deploy
