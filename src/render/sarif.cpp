// SPDX-License-Identifier: Apache-2.0
#include "render/sarif.h"

#include "core/crypto.h"
#include "render/sarif_rules.h"
#include "render/verdict_groups.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::render {

namespace {

/// RFC 3986: what may stand in a path as it is. The rest is percent-encoded.
bool is_plain(char letter) {
    constexpr std::string_view marks = "-._~/!$&'()*+,;=@";
    const auto byte = static_cast<unsigned char>(letter);
    return (byte < 0x80U && std::isalnum(byte) != 0) || marks.find(letter) != marks.npos;
}

std::string uri_of(std::string_view path) {
    std::string uri = path.starts_with('/') ? "file://" : "";
    for (const char letter : path)
        uri +=
            is_plain(letter)
                ? std::string(1, letter)
                : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(letter)));
    return uri;
}

/// Viewers refuse results without a place: what has none is shown at the start of its source.
Place shown_place(const Place& place, const std::vector<VerdictSource>& sources) {
    if (!place.file.empty() || sources.empty())
        return place;
    return {.file = sources.front().path};
}

json::object region_of(const Place& place) {
    json::object region{{"startLine", std::max(place.line, 1)}};
    if (place.column > 0)
        region["startColumn"] = place.column;
    return region;
}

json::object location_of(const Place& place, const std::string& resource) {
    json::object location;
    if (!place.file.empty())
        location["physicalLocation"] = {{"artifactLocation", {{"uri", uri_of(place.file)}}},
                                        {"region", region_of(place)}};
    if (!resource.empty())
        location["logicalLocations"] =
            json::array{json::object{{"fullyQualifiedName", resource}, {"kind", "resource"}}};
    return location;
}

/// The run under way: results refer to rules by their index.
class Run {
  public:
    Run(const std::vector<VerdictSource>& sources, const knowledge::Tables& tables)
        : sources_(sources), rules_(tables) {}

    void add(const prove::ClusterVerdicts& cluster, prove::Outcome outcome,
             std::string_view level) {
        for (const VerdictGroup& group : groups_of(cluster, outcome)) {
            if (group.verdict->causes.empty())
                add(cluster.cluster, group, {}, level);
            for (const prove::Cause& cause : group.verdict->causes)
                add(cluster.cluster, group, cause, level);
        }
    }

    void add(const FindingGroup& group) {
        for (const prove::Finding* finding : group.all)
            add(finding->rule, finding->rule, severity_name(finding->severity), finding->message,
                finding->place, finding->resource);
    }

    [[nodiscard]] json::value document() && {
        json::object driver{{"name", "inland"},
                            {"version", INLAND_VERSION},
                            {"informationUri", "https://inland.dev"},
                            {"rules", std::move(rules_).descriptors()}};
        json::object run{{"tool", {{"driver", std::move(driver)}}},
                         {"columnKind", "utf16CodeUnits"},
                         {"results", std::move(results_)}};
        return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                {"version", "2.1.0"},
                {"runs", json::array{std::move(run)}}};
    }

  private:
    void add(const std::string& cluster, const VerdictGroup& group, const prove::Cause& cause,
             std::string_view level) {
        const auto& verdict = *group.verdict;
        const std::string rule =
            cause.kind.empty() ? verdict.flow : verdict.flow + "/" + cause.kind;
        std::string text = fmt::format("{}: {}: {}", cluster, verdict.flow, group.flow_text());
        if (!cause.kind.empty())
            text += ": " + cause_text(cause);
        if (!verdict.symptom.empty())
            text += ". You would see: " + verdict.symptom;
        for (const auto& repair : verdict.repairs)
            text += fmt::format(". Repair: {}", fmt::join(repair, "; then "));
        if (!verdict.repairs_note.empty())
            text += ". " + verdict.repairs_note;
        add(rule, fmt::format("{} {} {}", rule, cluster, group.flow_text()), level, text,
            cause.place, cause.resource);
    }

    void add(const std::string& rule, const std::string& identity, std::string_view level,
             const std::string& text, const Place& place, const std::string& resource) {
        const auto hash = hex(sha256(identity + "\n" + resource)).substr(0, 32);
        json::object result{
            {"ruleId", rule},
            {"ruleIndex", rules_.index_of(rule)},
            {"level", level},
            {"message", {{"text", text}}},
            {"locations", json::array{location_of(shown_place(place, sources_), resource)}},
            {"partialFingerprints", {{"inlandVerdict/v1", hash}}}};
        results_.push_back(std::move(result));
    }

    const std::vector<VerdictSource>& sources_;
    SarifRules rules_;
    json::array results_;
};

}  // namespace

json::value sarif(const prove::Verdicts& verdicts, const std::vector<VerdictSource>& sources,
                  const knowledge::Tables& tables) {
    Run run(sources, tables);
    for (const auto& cluster : verdicts.clusters) {
        run.add(cluster, prove::Outcome::Fails, "error");
        run.add(cluster, prove::Outcome::Unknown, "warning");
    }
    for (const FindingGroup& group : groups_of(verdicts.findings))
        run.add(group);
    return std::move(run).document();
}

}  // namespace inland::render
