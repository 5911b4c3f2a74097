// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "oci/copy/copy.h"
#include "tests/oci/test_registry.h"

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace inland::oci::testing {

/// One login for all registries, or none.
class OneLogin final : public Logins {
  public:
    std::optional<Login> login;
    Result<std::optional<Login>> find(std::string_view /*registry*/,
                                      std::string_view /*repository*/,
                                      std::stop_token /*stop*/) override {
        return login;
    }
};

/// Two registries and a copy between them, by a clock that does not wait.
class CopyTest : public ::testing::Test, protected CopyProgress, protected Repositories {
  protected:
    /// Copies "repository:tag" to the same name in the target.
    std::vector<ImageReport> copy(const std::vector<std::string>& names, CopyOptions options = {}) {
        std::vector<CopyRequest> requests;
        for (const auto& name : names) {
            const auto from = parse_image_name(source.name() + "/" + name);
            auto to = from.value_or(ImageName{});
            to.registry = target.name();
            requests.push_back({*from, to});
        }
        const auto token_http = http::make_client();
        Registries registries([&](std::string_view name) {
            return std::make_unique<Registry>(address_of(name), logins, *token_http, clock, Paces(),
                                              limits);
        });
        return copy_images(requests, options, {registries, *this, *this}, {});
    }
    ImageReport copy_one(const std::string& name, CopyOptions options = {}) {
        return copy({name}, std::move(options)).front();
    }

    void needed(std::int64_t /*bytes*/) override {}
    void moved(std::uint64_t /*bytes*/) override {}
    void finished(const ImageReport& /*report*/) override {
        const std::scoped_lock lock(mutex_);
        ++finished_;
    }
    Result<void> prepare(std::string_view /*registry*/, std::string_view repository,
                         std::stop_token /*stop*/) override {
        const std::scoped_lock lock(mutex_);
        prepared_.emplace_back(repository);
        return {};
    }

    TestRegistry source;
    TestRegistry target;
    OneLogin logins;
    ManualClock clock;
    RegistryLimits limits{.chunk_bytes = 100'000};
    std::mutex mutex_;
    std::size_t finished_ = 0;
    std::vector<std::string> prepared_;
};

/// Content of that length that no other seed gives.
inline std::string content(std::size_t length, char seed = 'a') {
    std::string text(length, seed);
    for (std::size_t i = 0; i < length; i += 7)
        text[i] = static_cast<char>('0' + i / 7 % 10);
    return text;
}

}  // namespace inland::oci::testing
