// SPDX-License-Identifier: Apache-2.0
#include "cli/image_errands.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using deploy::Outcome;
using deploy::Phase;

}  // namespace

ImageErrands::ImageErrands(RegistryAccess& access, std::vector<AddonImage> missing,
                           std::stop_token stop)
    : access_(access), missing_(std::move(missing)), stopper_(std::move(stop), [this] {
          const std::scoped_lock lock(mutex_);
          thread_.request_stop();
      }) {}

ImageErrands::~ImageErrands() = default;

std::string ImageErrands::resource_of(const AddonImage& image) {
    return fmt::format("{}/{}", image_type, image.copy.from.familiar());
}

std::vector<deploy::Change> ImageErrands::changes() const {
    std::vector<deploy::Change> changes;
    for (const auto& image : missing_)
        changes.push_back({.action = deploy::Action::Create,
                           .type = image_type,
                           .resource = resource_of(image),
                           .id = {},
                           .why = fmt::format("{} needs it, and nodes pull it from {}", image.addon,
                                              image.copy.to.familiar()),
                           .fields = {}});
    return changes;
}

Outcome ImageErrands::run(const deploy::Step& step) {
    const std::scoped_lock lock(mutex_);
    if (step.phase == Phase::Create && !thread_.joinable())
        thread_ = std::jthread([this](const std::stop_token& stop) { copy(stop); });
    return deploy::Done{};
}

std::vector<Outcome> ImageErrands::look(std::span<const deploy::Step* const> steps) {
    std::vector<Outcome> outcomes;
    for (const auto* step : steps)
        outcomes.push_back(outcome_of(step->resource));
    return outcomes;
}

void ImageErrands::copy(const std::stop_token& stop) {
    std::vector<oci::CopyRequest> requests;
    for (const auto& image : missing_)
        requests.push_back(image.copy);
    oci::copy_images(std::move(requests), {}, {access_.registries(), access_.repositories(), *this},
                     stop);
}

Outcome ImageErrands::outcome_of(const std::string& resource) {
    const std::scoped_lock lock(mutex_);
    const auto found = reports_.find(resource);
    if (found == reports_.end())
        return deploy::Waiting{fmt::format("{} of {} copied",
                                           oci::byte_text(static_cast<double>(meter_.moved())),
                                           oci::byte_text(static_cast<double>(meter_.needed())))};
    if (const auto& error = found->second.error)
        return Error{ErrorKind::Failed, error->message, error->code, error->http_status};
    return deploy::Done{};
}

void ImageErrands::needed(std::int64_t bytes) {
    const std::scoped_lock lock(mutex_);
    meter_.need(bytes);
}

void ImageErrands::moved(std::uint64_t bytes) {
    const std::scoped_lock lock(mutex_);
    meter_.move(bytes, clock_.now());
}

void ImageErrands::finished(const oci::ImageReport& report) {
    const std::scoped_lock lock(mutex_);
    const auto image = std::ranges::find_if(
        missing_, [&](const AddonImage& missing) { return missing.copy.to == report.image.to; });
    if (image != missing_.end())
        reports_.insert_or_assign(resource_of(*image), report);
}

}  // namespace inland::cli
