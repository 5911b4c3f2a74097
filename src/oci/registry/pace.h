// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "knowledge/tables.h"

#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

namespace inland::oci {

/// What a request to a registry counts as with Amazon ECR, by the names of its API.
namespace ecr_action {
inline constexpr std::string_view get_manifest = "BatchGetImage";
inline constexpr std::string_view put_manifest = "PutImage";
inline constexpr std::string_view check_blob = "BatchCheckLayerAvailability";
inline constexpr std::string_view get_blob = "GetDownloadUrlForLayer";
inline constexpr std::string_view begin_upload = "InitiateLayerUpload";
inline constexpr std::string_view upload_part = "UploadLayerPart";
inline constexpr std::string_view complete_upload = "CompleteLayerUpload";
inline constexpr std::string_view other = "";
}  // namespace ecr_action

/// A bucket of tokens: `burst` at once, then `refill` each second. Safe for all threads.
class Pace {
  public:
    Pace(double burst, double refill) : burst_(burst), refill_(refill), tokens_(burst) {}
    /// When the caller, who takes a token now, may go on.
    TimePoint take(TimePoint now);

  private:
    std::mutex mutex_;
    double burst_;
    double refill_;
    double tokens_;
    TimePoint counted_{};
};

/// Keeps requests to ECR within its rates per action (knowledge/rates.yaml). Safe for all threads.
class Paces {
  public:
    /// No pace at all.
    Paces() = default;
    /// ECR's, a bucket for each action.
    explicit Paces(const knowledge::Tables& tables);

    /// Waits for the action's turn. Interrupted.
    Result<void> wait(std::string_view action, Clock& clock, const std::stop_token& stop) const;

  private:
    std::map<std::string, std::unique_ptr<Pace>, std::less<>> paces_;
};

}  // namespace inland::oci
