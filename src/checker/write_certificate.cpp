// SPDX-License-Identifier: Apache-2.0
#include "checker/certificate_json.h"
#include "checker/words.h"

namespace inland::checker {

namespace {

template <typename Items, typename Convert>
json::array array_of(const Items& items, Convert convert) {
    json::array array;
    for (const auto& item : items)
        array.push_back(json::value(convert(item)));
    return array;
}

json::array texts(const std::vector<std::string>& items) {
    return array_of(items, [](const std::string& text) { return json::value(text); });
}

json::array pair_of(const PortRange& ports) {
    return {std::int64_t{ports.first}, std::int64_t{ports.last}};
}

json::array pair_of(const Addresses& range) {
    return {json::string(range.first.text()), json::string(range.last.text())};
}

json::object party_json(const Party& party) {
    return {{"where", word_of(party.where)},
            {"ownerType", party.owner_type},
            {"owner", party.owner},
            {"subnet", party.subnet},
            {"service", party.service},
            {"securityGroups", texts(party.groups)},
            {"addresses",
             array_of(party.addresses, [](const Addresses& range) { return pair_of(range); })},
            {"publicAddress", word_of(party.public_address)}};
}

json::object step_json(const Step& step) {
    return {{"component", word_of(step.component)},
            {"to", word_of(step.to)},
            {"subnet", step.subnet},
            {"resource", step.resource},
            {"target", step.target},
            {"rules", array_of(step.rules,
                               [](const RuleReference& rule) {
                                   return json::object{{"group", rule.group}, {"rule", rule.rule}};
                               })},
            {"lastEntry", step.last_entry}};
}

json::object way_json(const Way& way) {
    return {{"from", pair_of(way.from)},
            {"to", pair_of(way.to)},
            {"steps", array_of(way.steps, step_json)}};
}

json::object passage_json(const Passage& passage) {
    return {{"must", word_of(passage.must)},
            {"verdict", word_of(passage.outcome)},
            {"protocol", passage.protocol},
            {"ports", pair_of(passage.ports)},
            {"sourcePorts", pair_of(passage.source_ports)},
            {"from", party_json(passage.from)},
            {"to", party_json(passage.to)},
            {"ways", array_of(passage.ways, way_json)}};
}

json::object name_json(const Name& name) {
    return {{"subnet", name.subnet}, {"name", name.name}, {"answers", texts(name.answers)}};
}

json::object row_json(const Row& row) {
    return {{"cluster", row.cluster},
            {"flow", row.flow},
            {"must", word_of(row.must)},
            {"verdict", word_of(row.outcome)},
            {"from", row.from},
            {"to", row.to},
            {"names", array_of(row.names, name_json)},
            {"passages", array_of(row.passages, passage_json)},
            {"unchecked", texts(row.unchecked)},
            {"assumptions", texts(row.assumptions)}};
}

}  // namespace

json::value to_json(const std::vector<Certificate>& certificates) {
    return {{"schema", "inland.dev/certificate/v1"},
            {"sources", array_of(certificates, [](const Certificate& certificate) {
                 return json::object{{"source", certificate.source},
                                     {"rows", array_of(certificate.rows, row_json)}};
             })}};
}

}  // namespace inland::checker
