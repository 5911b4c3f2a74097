// SPDX-License-Identifier: Apache-2.0
#include "render/difference_json.h"

#include "render/verdicts_json.h"

namespace inland::render {

namespace {

json::value row_json(const prove::RowChange& row) {
    return {{"change", prove::change_name(row.change)},
            {"cluster", row.cluster},
            {"row", flow_json(row.verdict)}};
}

json::value talk_json(const prove::TalkChange& change) {
    json::array ports;
    for (const auto& range : change.ports)
        ports.push_back(json::array{range.first, range.last});
    return {{"from", change.talk.from},
            {"to", change.talk.to},
            {"protocol", change.talk.protocol},
            {"ports", std::move(ports)}};
}

template <typename Items, typename Convert>
json::array array_of(const Items& items, Convert convert) {
    json::array array;
    for (const auto& item : items)
        array.push_back(convert(item));
    return array;
}

}  // namespace

json::value difference_json(const prove::Difference& difference) {
    return {{"schema", "inland.dev/difference/v1"},
            {"verdict", prove::outcome_name(difference.outcome)},
            {"flows", array_of(difference.rows, row_json)},
            {"reachability",
             {{"gained", array_of(difference.gained, talk_json)},
              {"lost", array_of(difference.lost, talk_json)}}}};
}

}  // namespace inland::render
