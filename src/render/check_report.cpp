// SPDX-License-Identifier: Apache-2.0
#include "render/check_report.h"

#include "render/text_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::render {

namespace {

std::string source_text(const CheckedSource& checked, const Style& style) {
    const auto& report = checked.report;
    std::string text;
    for (const auto& fault : report.faults)
        text += fmt::format("{} {}: {}\n", style(Tone::Bad, "REFUSED"), fault.row, fault.what);
    for (const auto& row : report.unshown)
        text += fmt::format("{} {}\n", style(Tone::Doubtful, "not shown"), row);
    text +=
        fmt::format("{}: {} checked, {} refused, {} not shown\n", checked.source,
                    count_of(report.shown, "flow"), report.faults.size(), report.unshown.size());
    if (!report.on_trust.empty())
        text += fmt::format("on trust: {}\n", fmt::join(report.on_trust, ", "));
    return text;
}

json::array texts(const std::vector<std::string>& items) {
    json::array array;
    for (const auto& item : items)
        array.emplace_back(item);
    return array;
}

json::object source_json(const CheckedSource& checked) {
    json::array faults;
    for (const auto& fault : checked.report.faults)
        faults.push_back(json::object{{"row", fault.row}, {"what", fault.what}});
    return {{"source", checked.source},
            {"checked", checked.report.shown},
            {"refused", std::move(faults)},
            {"notShown", texts(checked.report.unshown)},
            {"onTrust", texts(checked.report.on_trust)}};
}

}  // namespace

std::string check_text(const std::vector<CheckedSource>& sources, const Style& style) {
    std::string text;
    for (const auto& checked : sources)
        text += source_text(checked, style);
    return text;
}

json::value check_json(const std::vector<CheckedSource>& sources) {
    json::array array;
    for (const auto& checked : sources)
        array.push_back(source_json(checked));
    return {{"schema", "inland.dev/check/v1"}, {"sources", std::move(array)}};
}

}  // namespace inland::render
