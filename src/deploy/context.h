// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/client.h"
#include "core/clock.h"
#include "core/json.h"
#include "core/result.h"
#include "deploy/references.h"
#include "knowledge/tables.h"
#include "topology/topology.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland::deploy {

/// What a run knows and drivers need: whose resources, how to call AWS, and the ids of what exists
/// so far. Safe for all threads; outlives the run's workers.
class Context {
  public:
    struct Run {
        std::string cluster;
        std::string id;  ///< of this run; client tokens derive from it
        std::string account;
        std::string region;
        /// An earlier run under this id was not completed: look-ups before creates are repeated for
        /// as long as AWS may hide what that run made.
        bool continues = false;
    };

    Context(Run run, aws::Client& aws, Clock& clock, const knowledge::Tables& tables,
            std::stop_token stop)
        : run_(std::move(run)), aws_(aws), clock_(clock), tables_(tables), stop_(std::move(stop)) {}

    [[nodiscard]] const Run& run() const { return run_; }
    [[nodiscard]] const knowledge::Tables& tables() const { return tables_; }
    /// To wait by: AWS's eventual consistency and states.
    [[nodiscard]] Clock& clock() { return clock_; }
    [[nodiscard]] std::stop_token stop() const { return stop_; }

    /// A call that reads.
    Result<json::value> read(std::string_view service, std::string_view operation,
                             json::object input = {});
    Result<json::value> read_all(std::string_view service, std::string_view operation,
                                 json::object input = {});
    /// A call that changes something: the lease is looked at first (`guard`).
    Result<json::value> change(std::string_view service, std::string_view operation,
                               json::object input);

    /// Called before every change; its error stops the run (another run took over).
    void set_guard(std::function<Result<void>()> guard) { guard_ = std::move(guard); }

    /// Remembers the id of a resource.
    void bind(std::string_view type, std::string key, std::string id);
    /// The id of a resource; a key that nobody bound is taken for an id of AWS's.
    [[nodiscard]] std::string id_of(std::string_view type, const std::string& key) const;
    template <typename R>
    [[nodiscard]] std::string id_of(const topology::Reference<R>& reference) const {
        return id_of(R::type, reference.key);
    }

    /// The same for every attempt of this run at making this resource, different in other runs.
    [[nodiscard]] std::string client_token(std::string_view type, std::string_view key) const;
    /// The resource's tags as a list of {"Key", "Value"} and as an object.
    [[nodiscard]] static json::array tag_list(const topology::Tags& tags);
    [[nodiscard]] static json::object tag_map(const topology::Tags& tags);

  private:
    Run run_;
    aws::Client& aws_;
    Clock& clock_;
    const knowledge::Tables& tables_;
    std::stop_token stop_;
    std::function<Result<void>()> guard_;
    mutable std::mutex mutex_;
    std::map<Name, std::string> ids_;
};

}  // namespace inland::deploy
