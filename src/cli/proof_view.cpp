// SPDX-License-Identifier: Apache-2.0
#include "cli/proof_view.h"

#include "render/github_annotations.h"
#include "render/junit.h"
#include "render/sarif.h"
#include "render/verdicts_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::cli {

namespace {

std::string as_text(const Proof& proof, const ProofContext& context) {
    const auto detail =
        context.invocation.has("verbose") ? render::Detail::Full : render::Detail::Brief;
    return render::verdicts_text(proof.verdicts, render::Style(context.invocation.streams.colour),
                                 detail);
}

std::string as_json(const Proof& proof, const ProofContext& context) {
    (void)context;
    return pretty_json(render::verdicts_json(proof.verdicts, proof.sources));
}

std::string as_sarif(const Proof& proof, const ProofContext& context) {
    return pretty_json(render::sarif(proof.verdicts, proof.sources, context.tables));
}

std::string as_junit(const Proof& proof, const ProofContext& context) {
    (void)context;
    return render::junit_xml(proof.verdicts);
}

std::string as_github(const Proof& proof, const ProofContext& context) {
    (void)context;
    return render::github_annotations(proof.verdicts);
}

struct Row {
    std::string_view name;
    ProofView view;
};
constexpr std::array rows{Row{"text", as_text}, Row{"json", as_json}, Row{"sarif", as_sarif},
                          Row{"junit", as_junit}, Row{"github", as_github}};

}  // namespace

Result<ProofView> proof_view(const Invocation& invocation) {
    const auto format = invocation.value_or("output", "text");
    const auto* const row = std::ranges::find(rows, format, &Row::name);
    if (row != rows.end())
        return row->view;
    return failure(
        ErrorKind::InvalidInput,
        fmt::format("--output {}: there are text, json, sarif, junit and github", format));
}

}  // namespace inland::cli
