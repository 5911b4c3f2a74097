// SPDX-License-Identifier: Apache-2.0
#include "render/verdicts_json.h"

#include "render/verdict_groups.h"

namespace inland::render {

namespace {

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

template <typename Items, typename Convert>
json::array array_of(const Items& items, Convert convert) {
    json::array array;
    for (const auto& item : items)
        array.push_back(convert(item));
    return array;
}

json::array texts(const std::vector<std::string>& items) {
    return array_of(items, [](const auto& item) { return json::value(item); });
}

json::value cause_json(const prove::Cause& cause) {
    return {{"kind", cause.kind},
            {"resource", text_or_null(cause.resource)},
            {"detail", cause.detail},
            {"missing", text_or_null(cause.missing)}};
}

json::value witness_json(const std::optional<prove::Witness>& witness) {
    if (!witness)
        return nullptr;
    return {{"source", witness->source.text()},
            {"destination", witness->destination.text()},
            {"protocol", witness->protocol},
            {"port", witness->port}};
}

json::value finding_json(const prove::Finding& finding) {
    return {{"rule", finding.rule},
            {"severity", severity_name(finding.severity)},
            {"resource", finding.resource},
            {"message", finding.message},
            {"place", {{"file", finding.place.file}, {"line", finding.place.line}}}};
}

}  // namespace

json::value flow_json(const prove::Verdict& verdict) {
    return {{"flow", verdict.flow},
            {"must", verdict.must == knowledge::Must::Reach ? "reach" : "never-reach"},
            {"verdict", prove::outcome_name(verdict.outcome)},
            {"from", verdict.from},
            {"to", verdict.to},
            {"causes", array_of(verdict.causes, cause_json)},
            {"witness", witness_json(verdict.witness)},
            {"path", texts(verdict.path)},
            {"symptom", verdict.symptom},
            {"repairs", array_of(verdict.repairs, texts)},
            {"repairsNote", text_or_null(verdict.repairs_note)},
            {"assumptions", texts(verdict.assumptions)}};
}

json::value verdicts_json(const prove::Verdicts& verdicts,
                          const std::vector<VerdictSource>& sources) {
    return {{"schema", "inland.dev/verdicts/v1"},
            {"source", array_of(sources,
                                [](const auto& source) {
                                    return json::value{{"kind", source.kind},
                                                       {"path", source.path}};
                                })},
            {"verdict", prove::outcome_name(verdicts.outcome)},
            {"clusters", array_of(verdicts.clusters,
                                  [](const auto& cluster) {
                                      return json::value{
                                          {"name", cluster.cluster},
                                          {"verdict", prove::outcome_name(cluster.outcome)},
                                          {"flows", array_of(cluster.flows, flow_json)}};
                                  })},
            {"findings", array_of(verdicts.findings, finding_json)}};
}

}  // namespace inland::render
