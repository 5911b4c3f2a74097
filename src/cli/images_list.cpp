// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/given_network.h"
#include "cli/image_list.h"
#include "cli/image_list_view.h"
#include "cli/image_platforms.h"
#include "cli/image_rewrite.h"
#include "cli/output.h"
#include "cli/registry_access.h"
#include "cli/report.h"

#include <array>

namespace inland::cli {

namespace {

/// What `--rewrite` and `--mirrors` ask for.
Result<void> write_copies(const Invocation& invocation, const ImageList& list) {
    const auto rewrite = invocation.value("rewrite");
    const auto mirrors = invocation.value("mirrors");
    if (!rewrite && !mirrors)
        return {};
    const auto target = TRY(image_target(invocation, list));
    if (!target)
        return failure(ErrorKind::InvalidInput,
                       "to which registry? say --to REGISTRY[/PREFIX], or `registry` in the spec");
    if (rewrite)
        TRY_VOID(write_rewritten(invocation, list, {.target = *target, .digests = {}}, *rewrite));
    if (mirrors)
        TRY_VOID(write_mirrors(list, *target, *mirrors));
    return {};
}

ExitCode run_list(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    auto list = read_image_list(invocation);
    if (!list)
        return list.error();
    if (const auto asked = ask_platforms(invocation, *list); !asked)
        return report(invocation.streams, asked.error());
    if (const auto written = write_copies(invocation, *list); !written)
        return report(invocation.streams, written.error());
    invocation.streams.data(*format == OutputFormat::Json ? pretty_json(image_list_json(*list))
                                                          : image_list_text(*list));
    return ExitCode::Done;
}

}  // namespace

const Command& images_list_command() {
    static constexpr std::array options{
        OptionRow{"--to", "REGISTRY[/PREFIX]", "the registry that --rewrite and --mirrors name"},
        OptionRow{"--rewrite", "DIR", "write the manifests there, naming that registry"},
        OptionRow{"--mirrors", "DIR", "write containerd's configuration for that registry there"},
        live_versions_option,
        platforms_option,
        plain_http_option,
        registry_ca_option,
        OptionRow{"--network", "FOLDER", network_option_help}};
    static constexpr Command command{
        "images list",   "the images that a spec and manifests need, with the places that say so",
        Arguments::Many, "FILE",
        options,         run_list};
    return command;
}

}  // namespace inland::cli
