// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/image_options.h"
#include "cli/output.h"
#include "cli/registry_access.h"
#include "cli/report.h"
#include "cli/stage_view.h"
#include "oci/copy.h"

#include <array>

namespace inland::cli {

namespace {

Result<std::vector<oci::CopyRequest>> requests_of(const Invocation& invocation,
                                                  const oci::Target& target) {
    std::vector<oci::CopyRequest> requests;
    for (auto& image : TRY(named_images(invocation))) {
        auto to = oci::name_in_target(image, target);
        requests.push_back({std::move(image), std::move(to)});
    }
    if (requests.empty())
        return failure(ErrorKind::InvalidInput, "there is no image to stage: name some");
    return requests;
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
    return exit_code_of(invocation, staged->reports);
}

}  // namespace

const Command& images_stage_command() {
    static constexpr std::array options{
        OptionRow{"--to", "REGISTRY[/PREFIX]", "where to; http:// in front of one without TLS"},
        image_option,
        from_file_option,
        platform_option,
        no_referrers_option,
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
