// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/server.h"
#include "oci/digest.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace inland::oci::testing {

/// A registry in this process that keeps everything in memory, writes down what it is asked, and
/// fails or lies as a test tells it to.
class TestRegistry {
  public:
    /// Sees every request first; true: it has answered.
    using Fault = std::function<bool(const http::Request&, http::Responder&)>;
    struct Repository {
        std::map<std::string, std::string> blobs;      ///< by digest
        std::map<std::string, std::string> manifests;  ///< by digest
        std::map<std::string, std::string> tags;       ///< → digest
    };
    enum class Can : std::uint8_t { Do, Refuse };

    TestRegistry();
    ~TestRegistry();
    TestRegistry(const TestRegistry&) = delete;
    TestRegistry& operator=(const TestRegistry&) = delete;

    Fault fault;
    Can mount = Can::Do;
    Can referrers = Can::Do;

    [[nodiscard]] std::string name() const;
    /// "METHOD /v2/..." of everything asked so far, in order.
    [[nodiscard]] std::vector<std::string> asked() const;
    /// How many of them begin so.
    [[nodiscard]] std::size_t asked(std::string_view beginning) const;
    void forget_asked();
    /// Uploads that have begun and neither ended nor were cancelled.
    [[nodiscard]] std::size_t open_uploads() const { return uploads_.size(); }
    Repository& repository(const std::string& name) { return repositories_[name]; }

    /// Stores an image of these layers; the digest of its manifest. `more` are further members.
    std::string add_image(const std::string& repository, const std::string& tag,
                          const std::vector<std::string>& layers, const std::string& more = "");
    /// What images of a repository have as their config.
    static std::string config_of(const std::string& repository);
    /// Stores an index of images, each with its "os/architecture" before its digest there.
    std::string add_index(const std::string& repository, const std::string& tag,
                          const std::vector<std::pair<std::string, std::string>>& images);
    /// What an upload has so far, for faults that take a part of a body.
    std::string& upload(const std::string& target);

  private:
    void answer(const http::Request& request, http::Responder responder);
    http::Response route(const http::Request& request);
    http::Response blob(const http::Request& request, Repository& repository,
                        const std::string& digest);
    http::Response begin(const http::Request& request, const std::string& name);
    http::Response go_on(const http::Request& request, Repository& repository);
    http::Response manifest(const http::Request& request, Repository& repository,
                            const std::string& reference);
    http::Response referring(const Repository& repository, const std::string& subject) const;

    mutable std::mutex mutex_;
    std::vector<std::string> asked_;
    std::map<std::string, Repository> repositories_;
    std::map<std::string, std::string> uploads_;  ///< by path
    int last_upload_ = 0;
    std::unique_ptr<http::Server> server_;
    std::jthread thread_;
};

}  // namespace inland::oci::testing
