// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/registry/registry.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace inland::oci {

/// Every registry that a run talks to, each made when it is first named. Safe for all threads.
class Registries {
  public:
    using Make = std::function<std::unique_ptr<Registry>(std::string_view name)>;
    explicit Registries(Make make) : make_(std::move(make)) {}

    Registry& at(std::string_view name) {
        const std::scoped_lock lock(mutex_);
        auto& registry = known_[std::string(name)];
        if (registry == nullptr)
            registry = make_(name);
        return *registry;
    }

    /// Requests that were sent to each.
    [[nodiscard]] std::map<std::string, std::uint64_t> requests() {
        const std::scoped_lock lock(mutex_);
        std::map<std::string, std::uint64_t> counts;
        for (const auto& [name, registry] : known_)
            counts.emplace(name, registry->requests().load());
        return counts;
    }

  private:
    Make make_;
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<Registry>, std::less<>> known_;
};

}  // namespace inland::oci
