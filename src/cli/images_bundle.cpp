// SPDX-License-Identifier: Apache-2.0
#include "cli/byte_count.h"
#include "cli/commands.h"
#include "cli/image_options.h"
#include "cli/output.h"
#include "cli/registry_access.h"
#include "cli/report.h"
#include "cli/stage_sources.h"
#include "core/embedded_file.h"
#include "oci/copy/transfer_meter.h"
#include "oci/layout/bundle_collector.h"
#include "oci/layout/parted_file.h"
#include "render/text_table.h"

#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace knowledge_text {
std::span<const EmbeddedFile> embedded_files();
}

namespace {

using Files = std::vector<std::filesystem::path>;

/// What was written, and what could not be.
struct Bundled {
    Files files;
    std::size_t images = 0;
    std::uint64_t bytes = 0;
    std::vector<Error> errors;
};

void add_knowledge(oci::BundleCollector& collector) {
    for (const auto& file : knowledge_text::embedded_files())
        collector.add_file(fmt::format("knowledge/{}", file.name), std::string(file.text));
}

/// All images that cannot be had, not the first.
std::vector<Error> collect(oci::BundleCollector& collector,
                           const std::vector<oci::ImageName>& images, const Streams& streams) {
    std::vector<Error> errors;
    for (const auto& image : images) {
        if (const auto added = collector.add(image); !added)
            errors.push_back(Error(added.error()).with_context(image.canonical()));
        else
            streams.talk(fmt::format("found {}", image.familiar()));
    }
    return errors;
}

Result<Files> write(oci::BundleCollector& collector, const std::string& path,
                    std::uint64_t part_bytes) {
    oci::PartedFile file(path, part_bytes);
    TRY_VOID(oci::write_bundle(collector.plan(), collector, file));
    return file.commit();
}

Result<std::uint64_t> part_size(const Invocation& invocation) {
    const auto text = invocation.value("part-size");
    return text ? parse_byte_count(*text) : Result<std::uint64_t>(0);
}

void add_manifests(oci::BundleCollector& collector, const ImageList& list) {
    for (const auto& file : list.files)
        collector.add_file("manifests/" + file.relative, file.text);
}

Result<Bundled> bundle(const Invocation& invocation, const StageSources& sources) {
    const auto to = invocation.value("to");
    if (!to)
        return failure(ErrorKind::InvalidInput, "--to FILE is missing");
    const auto part_bytes = TRY(part_size(invocation));
    const auto access = TRY(RegistryAccess::open(invocation, std::nullopt));
    oci::BundleCollector collector(access->registries(), nullptr, TRY(copy_options(invocation)),
                                   invocation.stop);
    Bundled bundled{.images = sources.images.size(),
                    .errors = collect(collector, sources.images, invocation.streams)};
    if (!bundled.errors.empty())
        return bundled;
    add_manifests(collector, sources.list);
    add_knowledge(collector);
    bundled.bytes = collector.bytes();
    invocation.streams.talk(
        fmt::format("writing {}", oci::byte_text(static_cast<double>(bundled.bytes))));
    bundled.files = TRY(write(collector, *to, part_bytes));
    return bundled;
}

json::object bundle_json(const Bundled& bundled) {
    json::array files;
    for (const auto& file : bundled.files)
        files.emplace_back(file.string());
    return {{"schema", "inland.dev/bundled/v1"},
            {"files", std::move(files)},
            {"images", bundled.images},
            {"bytes", bundled.bytes}};
}

std::string bundle_text(const Bundled& bundled) {
    return fmt::format(
        "{}, {}, in {}{}\n", render::count_of(bundled.images, "image"),
        oci::byte_text(static_cast<double>(bundled.bytes)), bundled.files.front().string(),
        bundled.files.size() == 1 ? ""
                                  : fmt::format(" and {} parts more", bundled.files.size() - 1));
}

ExitCode run_bundle(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto sources = stage_sources(invocation);
    if (!sources)
        return sources.error();
    const auto bundled = bundle(invocation, *sources);
    if (!bundled)
        return report(invocation.streams, bundled.error());
    for (const auto& error : bundled->errors)
        report(invocation.streams, error);
    if (!bundled->errors.empty())
        return invocation.stop.stop_requested() ? ExitCode::Interrupted : ExitCode::Failed;
    invocation.streams.data(*format == OutputFormat::Json ? pretty_json(bundle_json(*bundled))
                                                          : bundle_text(*bundled));
    return ExitCode::Done;
}

}  // namespace

const Command& images_bundle_command() {
    static constexpr std::array options{
        OptionRow{"--to", "FILE", "the tar to write"},
        OptionRow{"--part-size", "SIZE", "write FILE.001, FILE.002, … of at most so much: 4GiB"},
        image_option,
        from_file_option,
        platform_option,
        no_referrers_option,
        plain_http_option,
        registry_ca_option};
    static constexpr Command command{"images bundle", "gather images in a file to carry across",
                                     Arguments::Any,  "FILE",
                                     options,         run_bundle};
    return command;
}

}  // namespace inland::cli
