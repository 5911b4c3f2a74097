// SPDX-License-Identifier: Apache-2.0
#include "cli/certificate.h"

#include "checker/certificate_json.h"
#include "cli/output.h"
#include "cli/proof_source.h"
#include "cli/report.h"
#include "core/json.h"
#include "knowledge/bounded_file.h"
#include "render/check_report.h"

#include <fstream>

#include <fmt/format.h>

namespace inland::cli {

namespace {

using Certificates = std::vector<checker::Certificate>;

/// Larger than the certificate of any account.
constexpr std::size_t largest_certificate = std::size_t{1} << 30;

Result<Certificates> read_certificates(const Invocation& invocation, const std::string& path) {
    Diagnostics diagnostics;
    knowledge::Reporter reporter(path, diagnostics);
    const auto bytes = knowledge::read_bounded_file(path, largest_certificate, reporter);
    report(invocation.streams, diagnostics);
    if (!bytes)
        return failure(ErrorKind::InvalidInput, "there is no certificate to check");
    const auto document = parse_json(*bytes);
    if (!document)
        return std::unexpected(Error(document.error()).with_context(path));
    return checker::from_json(*document);
}

ExitCode exit_code_of(const std::vector<render::CheckedSource>& sources) {
    bool unshown = false;
    for (const auto& [source, report] : sources) {
        if (!report.faults.empty())
            return ExitCode::Failed;
        unshown = unshown || !report.unshown.empty();
    }
    return unshown ? ExitCode::Unknown : ExitCode::Done;
}

}  // namespace

Result<void> write_certificates(const std::string& path, const Certificates& certificates) {
    std::ofstream file(path, std::ios::binary);
    file << pretty_json(checker::to_json(certificates));
    if (!file.flush())
        return failure(ErrorKind::InvalidInput, fmt::format("{} cannot be written", path));
    return {};
}

ExitCode check_certificate(const Invocation& invocation, const std::string& path) {
    const auto format = output_format(invocation);
    if (!format)
        return report(invocation.streams, format.error());
    const auto certificates = read_certificates(invocation, path);
    if (!certificates)
        return report(invocation.streams, certificates.error());
    std::vector<render::CheckedSource> checked;
    std::size_t worlds = 0;
    const auto code = read_sources(
        invocation, invocation.arguments,
        [&](const prove::Question& question, const render::VerdictSource& source) {
            if (worlds++ < certificates->size())
                checked.push_back({source.path, checker::check({question.topology, question.tables},
                                                               (*certificates)[worlds - 1])});
        });
    if (code != ExitCode::Done)
        return code;
    if (worlds != certificates->size())
        return report(invocation.streams,
                      Error{ErrorKind::InvalidInput,
                            fmt::format("the certificate is of {} sources, and these are {}",
                                        certificates->size(), worlds)});
    invocation.streams.data(
        *format == OutputFormat::Json
            ? pretty_json(render::check_json(checked))
            : render::check_text(checked, render::Style(invocation.streams.colour)));
    return exit_code_of(checked);
}

}  // namespace inland::cli
