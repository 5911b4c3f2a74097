// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "cli/output.h"
#include "core/json.h"
#include "oci/copy/copy.h"
#include "oci/copy/transfer_meter.h"

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace inland::cli {

/// Talks about images while they are staged: a line for each that is done, and now and then how far
/// the bytes have come, how fast they go and how long they still take.
class StageTalk final : public oci::CopyProgress {
  public:
    explicit StageTalk(const Streams& streams) : streams_(streams) {}

    void needed(std::int64_t bytes) override;
    void moved(std::uint64_t bytes) override;
    void finished(const oci::ImageReport& report) override;

  private:
    void say_progress(TimePoint now);

    Streams streams_;
    SystemClock clock_;
    std::mutex mutex_;
    oci::TransferMeter meter_;
    TimePoint said_{};
};

/// What a copy came to.
struct Staged {
    std::vector<oci::ImageReport> reports;
    std::map<std::string, std::uint64_t> requests;  ///< that each registry was sent
};

/// Prints it as JSON or as the totals.
void show(const Streams& streams, OutputFormat format, const Staged& staged);

/// `images stage -o json` (docs/schemas/stage-v1.json).
json::object stage_json(const std::vector<oci::ImageReport>& reports,
                        const std::map<std::string, std::uint64_t>& requests);

/// What is printed without -o json: the totals.
std::string stage_text(const std::vector<oci::ImageReport>& reports);

}  // namespace inland::cli
