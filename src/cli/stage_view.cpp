// SPDX-License-Identifier: Apache-2.0
#include "cli/stage_view.h"

#include "cli/report.h"
#include "render/text_table.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace {

constexpr Duration between_lines = std::chrono::seconds(5);

/// In the order of the enumeration.
constexpr std::array<std::string_view, 3> outcome_words{"copied", "unchanged", "failed"};

std::string_view word(oci::ImageOutcome outcome) {
    return outcome_words.at(static_cast<std::size_t>(outcome));
}

std::size_t count(const std::vector<oci::ImageReport>& reports, oci::ImageOutcome outcome) {
    return static_cast<std::size_t>(
        std::ranges::count(reports, outcome, &oci::ImageReport::outcome));
}

oci::CopyCounts total(const std::vector<oci::ImageReport>& reports) {
    oci::CopyCounts all;
    for (const auto& report : reports)
        all += report.counts;
    return all;
}

json::object counts_json(const oci::CopyCounts& counts) {
    return {{"bytes", counts.bytes},
            {"blobs",
             {{"copied", counts.copied}, {"mounted", counts.mounted}, {"present", counts.present}}},
            {"manifests", counts.manifests}};
}

json::object image_json(const oci::ImageReport& report) {
    json::object image{
        {"from", report.image.from.canonical()},
        {"to", report.image.to.canonical()},
        {"outcome", word(report.outcome)},
        {"digest", report.digest ? json::value(report.digest->text()) : json::value()}};
    for (auto& member : counts_json(report.counts))
        image[member.key()] = member.value();
    image["error"] = report.error ? json::value(error_text(*report.error)) : json::value();
    return image;
}

}  // namespace

void StageTalk::needed(std::int64_t bytes) {
    const std::scoped_lock lock(mutex_);
    meter_.need(bytes);
}

void StageTalk::moved(std::uint64_t bytes) {
    const std::scoped_lock lock(mutex_);
    const auto now = clock_.now();
    meter_.move(bytes, now);
    if (said_ == TimePoint{})
        said_ = now;
    if (now - said_ >= between_lines)
        say_progress(now);
}

void StageTalk::say_progress(TimePoint now) {
    said_ = now;
    const auto left = meter_.left(now);
    streams_.talk(fmt::format(
        "{} of {}, {} a second{}", oci::byte_text(static_cast<double>(meter_.moved())),
        oci::byte_text(static_cast<double>(meter_.needed())), oci::byte_text(meter_.rate(now)),
        left ? fmt::format(", {} s left", left->count() / 1000) : ""));
}

void StageTalk::finished(const oci::ImageReport& report) {
    const auto& counts = report.counts;
    std::string line = fmt::format("{}: {}", report.image.to.canonical(), word(report.outcome));
    if (report.error)
        line += ": " + error_text(*report.error);
    else if (report.outcome == oci::ImageOutcome::Copied)
        line += fmt::format(", {} in {} blobs, {} mounted, {} there already",
                            oci::byte_text(static_cast<double>(counts.bytes)), counts.copied,
                            counts.mounted, counts.present);
    const std::scoped_lock lock(mutex_);
    streams_.talk(line);
}

json::object stage_json(const std::vector<oci::ImageReport>& reports,
                        const std::map<std::string, std::uint64_t>& requests) {
    json::array images;
    for (const auto& report : reports)
        images.push_back(image_json(report));
    json::object sent;
    for (const auto& [registry, number] : requests)
        sent[registry] = number;
    return {{"schema", "inland.dev/stage/v1"},
            {"images", std::move(images)},
            {"totals", counts_json(total(reports))},
            {"requests", std::move(sent)}};
}

std::string stage_text(const std::vector<oci::ImageReport>& reports) {
    const auto counts = total(reports);
    return fmt::format(
        "{} copied, {} unchanged, {} failed: {} in {} blobs, {} mounted, {} "
        "there already\n",
        render::count_of(count(reports, oci::ImageOutcome::Copied), "image"),
        count(reports, oci::ImageOutcome::Unchanged), count(reports, oci::ImageOutcome::Failed),
        oci::byte_text(static_cast<double>(counts.bytes)), counts.copied, counts.mounted,
        counts.present);
}

void show(const Streams& streams, OutputFormat format, const Staged& staged) {
    streams.data(format == OutputFormat::Json
                     ? pretty_json(stage_json(staged.reports, staged.requests))
                     : stage_text(staged.reports));
}

}  // namespace inland::cli
