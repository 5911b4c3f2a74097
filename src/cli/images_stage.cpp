// SPDX-License-Identifier: Apache-2.0
#include "aws/environment.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/registry_access.h"
#include "cli/report.h"
#include "cli/stage_view.h"
#include "oci/copy.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace inland::cli {

namespace {

std::vector<std::string> values(const Invocation& invocation, std::string_view option) {
    const auto found = invocation.options.find(option);
    return found == invocation.options.end() ? std::vector<std::string>{} : found->second;
}

/// One name a line; what follows '#' is a remark.
Result<std::vector<std::string>> listed_names(const std::string& file) {
    const auto text = TRY(aws::process_environment().read_file(file));
    std::vector<std::string> names;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        auto line = text.substr(start, std::min(end, text.find('#', start)) - start);
        line.erase(std::remove_if(line.begin(), line.end(),
                                  [](char c) { return c == ' ' || c == '\t' || c == '\r'; }),
                   line.end());
        if (!line.empty())
            names.push_back(std::move(line));
        start = end + 1;
    }
    return names;
}

Result<std::vector<std::string>> image_names(const Invocation& invocation) {
    auto names = values(invocation, "image");
    for (const auto& file : values(invocation, "from-file")) {
        const auto listed = TRY(listed_names(file));
        names.insert(names.end(), listed.begin(), listed.end());
    }
    if (names.empty())
        return failure(ErrorKind::InvalidInput, "there is no image to stage: name some");
    return names;
}

/// Each image once, in the order of their first mention.
Result<std::vector<oci::CopyRequest>> requests_of(const Invocation& invocation,
                                                  const oci::Target& target) {
    std::vector<oci::CopyRequest> requests;
    std::set<oci::ImageName> seen;
    for (const auto& name : TRY(image_names(invocation))) {
        auto image = TRY(oci::parse_image_name(name));
        if (seen.insert(image).second)
            requests.push_back({image, oci::name_in_target(image, target)});
    }
    return requests;
}

Result<oci::CopyOptions> copy_options(const Invocation& invocation) {
    oci::CopyOptions options;
    for (const auto& text : values(invocation, "platform"))
        options.platforms.push_back(TRY(oci::Platform::parse(text)));
    if (invocation.has("no-referrers"))
        options.referrers = oci::Referrers::Leave;
    if (const auto text = invocation.value("parallelism")) {
        const auto [end, error] =
            std::from_chars(text->data(), text->data() + text->size(), options.workers);
        if (error != std::errc{} || end != text->data() + text->size() || options.workers == 0)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("--parallelism {}: a number from 1 on", *text));
    }
    return options;
}

struct Staged {
    std::vector<oci::ImageReport> reports;
    std::map<std::string, std::uint64_t> requests;
};

Result<Staged> stage(const Invocation& invocation) {
    const auto to = invocation.value("to");
    if (!to)
        return failure(ErrorKind::InvalidInput, "--to REGISTRY[/PREFIX] is missing");
    const auto target = TRY(oci::parse_target(*to));
    auto requests = TRY(requests_of(invocation, target));
    const auto options = TRY(copy_options(invocation));
    const auto access = TRY(RegistryAccess::open(invocation, target));
    StageTalk talk(invocation.streams);
    auto reports =
        oci::copy_images(std::move(requests), options,
                         {access->registries(), access->repositories(), talk}, invocation.stop);
    return Staged{std::move(reports), access->registries().requests()};
}

/// Interrupted outranks what failed; one failure is enough.
ExitCode exit_code(const Invocation& invocation, const Staged& staged) {
    if (invocation.stop.stop_requested())
        return ExitCode::Interrupted;
    const bool failed = std::ranges::any_of(staged.reports, [](const oci::ImageReport& report) {
        return report.outcome == oci::ImageOutcome::Failed;
    });
    return failed ? ExitCode::Failed : ExitCode::Done;
}

ExitCode run_stage(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto staged = stage(invocation);
    if (!staged)
        return report(invocation.streams, staged.error());
    invocation.streams.data(*format == OutputFormat::Json
                                ? pretty_json(stage_json(staged->reports, staged->requests))
                                : stage_text(staged->reports));
    return exit_code(invocation, *staged);
}

}  // namespace

const Command& images_stage_command() {
    static constexpr std::array options{
        OptionRow{"--to", "REGISTRY[/PREFIX]", "where to; http:// in front of one without TLS"},
        OptionRow{"--image", "NAME", "an image to stage; may be given more than once"},
        OptionRow{"--from-file", "LIST", "a file with an image's name on each line"},
        OptionRow{"--platform", "OS/ARCH", "only these of indexes; may be given more than once"},
        OptionRow{"--no-referrers", "", "leave signatures and attestations behind"},
        OptionRow{"--kms-key", "ARN", "encrypt new repositories of Amazon ECR with it"},
        OptionRow{"--lifecycle-policy", "FILE", "of new repositories of Amazon ECR"},
        OptionRow{"--mutable-tags", "", "let tags in new repositories of Amazon ECR move"},
        plain_http_option,
        registry_ca_option};
    static constexpr Command command{"images stage",  "copy images to a registry that nodes reach",
                                     Arguments::None, "",
                                     options,         run_stage};
    return command;
}

}  // namespace inland::cli
