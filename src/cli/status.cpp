// SPDX-License-Identifier: Apache-2.0
#include "deploy/status.h"

#include "cli/commands.h"
#include "cli/currency.h"
#include "cli/installed_addons.h"
#include "cli/living_diagnosis.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/session.h"
#include "cli/time_there.h"
#include "cli/way_in.h"
#include "render/status_text.h"

#include <array>

namespace inland::cli {

namespace {

/// Where the embedded AWS's machines stand in their boot; AWS itself does not tell.
std::optional<json::value> read_machines(Session& session, const std::stop_token& stop) {
    if (session.embedded_url().empty())
        return std::nullopt;
    const auto answer = session.http().send({.method = "GET",
                                             .origin = session.embedded_url(),
                                             .target = "/_inland/machines",
                                             .headers = {},
                                             .body = {}},
                                            stop);
    if (!answer || answer->status != 200)
        return std::nullopt;
    auto machines = parse_json(answer->body);
    return machines ? std::optional(std::move(*machines)) : std::nullopt;
}

struct StatusAt {
    deploy::ClusterStatus status;
    TimePoint now;
    std::optional<doctor::Diagnosis> why;  ///< with --why, of a cluster that is there
};

Result<std::optional<doctor::Diagnosis>> why_of(const Invocation& invocation, Session& session,
                                                const deploy::ClusterStatus& status) {
    if (!invocation.has("why") || !status.control_plane)
        return std::nullopt;
    return TRY(diagnose_living(invocation, session, {.name = status.name, .region = {}}));
}

Result<StatusAt> read(const Invocation& invocation) {
    const auto* tables = TRY(tables_of(invocation));
    auto session = TRY(Session::open(invocation, ""));
    const auto describe = [&](std::string_view service, std::string_view operation,
                              json::object input) {
        return session->aws().call(service, operation, std::move(input), invocation.stop);
    };
    auto status = TRY(deploy::read_status(describe, invocation.arguments.front(), *tables, [&] {
        return read_machines(*session, invocation.stop);
    }));
    TRY_VOID(add_installed_addons(invocation, *session, *tables, status));
    auto why = TRY(why_of(invocation, *session, status));
    const auto now = time_there(*session, invocation.stop);
    TRY_VOID(add_currency(*session, *tables, now, invocation.stop, status));
    return StatusAt{std::move(status), now, std::move(why)};
}

json::value json_of(const StatusAt& read_at) {
    auto document = deploy::status_json(read_at.status);
    if (read_at.why)
        document.as_object()["why"] = doctor::diagnosis_json(*read_at.why);
    return document;
}

std::string text_of(const StatusAt& read_at, const render::Style& style) {
    return render::status_text(read_at.status, read_at.now, style) +
           (read_at.why ? diagnosis_line(*read_at.why, style) : std::string());
}

ExitCode run_status(const Invocation& invocation) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto read_at = read(invocation);
    if (!read_at)
        return report(invocation.streams, read_at.error());
    invocation.streams.data(*format == OutputFormat::Json
                                ? pretty_json(json_of(*read_at))
                                : text_of(*read_at, render::Style(invocation.streams.colour)));
    return read_at->status.control_plane ? ExitCode::Done : ExitCode::Failed;
}

}  // namespace

const Command& status_command() {
    static constexpr std::array options{
        via_row,
        OptionRow{"--why", "", "the likeliest cause of what is wrong, as `doctor` finds it"}};
    static constexpr Command command{
        "status",       "where a cluster and its parts stand, and what is wrong",
        Arguments::One, "NAME",
        options,        run_status};
    return command;
}

}  // namespace inland::cli
