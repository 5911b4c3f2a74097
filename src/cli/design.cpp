// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.h"
#include "cli/given_network.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/spec_file.h"
#include "render/topology_json.h"
#include "render/topology_text.h"

#include <array>

namespace inland::cli {

namespace {

std::string design_text(const design::Design& design) {
    auto text = render::topology_text(design.topology);
    for (const auto& note : design.notes)
        text += "\n" + note + "\n";
    return text;
}

ExitCode run_design(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto designed = load_spec(invocation, invocation.arguments.front());
    if (!designed)
        return ExitCode::BadInput;
    const auto& design = designed->design;
    invocation.streams.data(*format == OutputFormat::Json
                                ? pretty_json(render::topology_json(design.topology))
                                : design_text(design));
    return ExitCode::Done;
}

}  // namespace

const Command& design_command() {
    static constexpr std::array options{OptionRow{"--network", "FOLDER", network_option_help}};
    static constexpr Command command{
        "design",       "the resources that a spec needs, each with the need that made it",
        Arguments::One, "FILE",
        options,        run_design};
    return command;
}

}  // namespace inland::cli
