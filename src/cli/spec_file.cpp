// SPDX-License-Identifier: Apache-2.0
#include "cli/spec_file.h"

#include "cli/report.h"
#include "cli/session.h"
#include "spec/parse.h"

namespace inland::cli {

prove::Question DesignedSpec::question() const {
    prove::Question question{design.topology, *tables, {}};
    for (const auto& network : spec.connect.networks())
        question.clients.push_back({network.value.text(), network.value});
    return question;
}

std::optional<DesignedSpec> load_spec(const Invocation& invocation, const std::string& path) {
    const auto tables = tables_of(invocation);
    if (!tables) {
        report(invocation.streams, tables.error());
        return std::nullopt;
    }
    Diagnostics diagnostics;
    auto spec = spec::load_file(path, **tables, SystemClock().now(), diagnostics);
    std::optional<DesignedSpec> designed;
    if (spec) {
        auto design = design::design(*spec, **tables);
        diagnostics.append(design.diagnostics);
        designed = DesignedSpec{path, std::move(*spec), std::move(design), *tables};
    }
    report(invocation.streams, diagnostics);
    return diagnostics.has_errors() ? std::nullopt : std::move(designed);
}

}  // namespace inland::cli
