// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/addon_images.h"
#include "core/clock.h"
#include "deploy/executor.h"
#include "oci/copy/copy.h"
#include "oci/copy/transfer_meter.h"

#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace inland::cli {

/// The type of changes that copy images.
inline constexpr std::string_view image_type = "image";

/// Copies images in a thread of its own while a run goes on, all of them in one copy, which begins
/// with the first step and sends only what the registry lacks. Its states are how far the bytes
/// have come. Joins the thread, and stops it where it still copies, when it goes.
class ImageErrands final : public deploy::ActionRunner, private oci::CopyProgress {
  public:
    /// `access` outlives it; `stop` stops the copy.
    ImageErrands(RegistryAccess& access, std::vector<AddonImage> missing, std::stop_token stop);
    ~ImageErrands() override;

    /// "image/registry.k8s.io/pause:3.10".
    [[nodiscard]] static std::string resource_of(const AddonImage& image);
    [[nodiscard]] std::vector<deploy::Change> changes() const;

    deploy::Outcome run(const deploy::Step& step) override;
    std::vector<deploy::Outcome> look(std::span<const deploy::Step* const> steps) override;

  private:
    void copy(const std::stop_token& stop);
    deploy::Outcome outcome_of(const std::string& resource);
    void needed(std::int64_t bytes) override;
    void moved(std::uint64_t bytes) override;
    void finished(const oci::ImageReport& report) override;

    RegistryAccess& access_;
    std::vector<AddonImage> missing_;
    SystemClock clock_;
    std::mutex mutex_;
    oci::TransferMeter meter_;
    std::map<std::string, oci::ImageReport> reports_;  ///< by resource
    std::jthread thread_;
    std::stop_callback<std::function<void()>> stopper_;
};

}  // namespace inland::cli
